/**
 * Accounts of record and the audit trail of what was done to them. Account numbers start at 51; 0
 * is the outside world and 1 the fee account.
 */
@NullMarked
package com.rescaleequity.account.accounts;

import org.jspecify.annotations.NullMarked;
