/**
 * Calls that may be repeated: the first answer is kept with what the call did, in one transaction,
 * and a repetition is given it again.
 */
@NullMarked
package com.rescaleequity.account.requests;

import org.jspecify.annotations.NullMarked;
