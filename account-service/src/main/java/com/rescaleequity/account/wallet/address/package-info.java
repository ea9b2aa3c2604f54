/**
 * Addresses outside the exchange, by network: whether a text is one, and the one form in which it
 * is stored and compared. Pure functions; whatever text comes, the answer is a value.
 */
@NullMarked
package com.rescaleequity.account.wallet.address;

import org.jspecify.annotations.NullMarked;
