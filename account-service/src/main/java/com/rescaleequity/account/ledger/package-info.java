/**
 * The double-entry journal, derived from {@code trading.events}, and the balances that follow from
 * it. Every balance that the core announces is compared with the journal's.
 */
@NullMarked
package com.rescaleequity.account.ledger;

import org.jspecify.annotations.NullMarked;
