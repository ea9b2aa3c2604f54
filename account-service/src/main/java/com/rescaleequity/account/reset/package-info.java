/** Accounts of the sandbox that begin anew. */
@NullMarked
package com.rescaleequity.account.reset;

import org.jspecify.annotations.NullMarked;
