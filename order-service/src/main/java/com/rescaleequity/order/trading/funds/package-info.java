/**
 * What accounts may spend and what their open orders hold back, in units of 10^-8 of each asset.
 * Money enters and leaves only through deposits and withdrawals; everything else conserves it.
 */
@NullMarked
package com.rescaleequity.order.trading.funds;

import org.jspecify.annotations.NullMarked;
