/** Reads the audit trail, and sees whether it is whole. */
@NullMarked
package com.rescaleequity.account.audit;

import org.jspecify.annotations.NullMarked;
