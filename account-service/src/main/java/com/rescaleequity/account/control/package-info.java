/**
 * What operators do to accounts and keys that must stop: suspend, restrict, revoke. Row, audit
 * record, command and announcements are one transaction.
 */
@NullMarked
package com.rescaleequity.account.control;

import org.jspecify.annotations.NullMarked;
