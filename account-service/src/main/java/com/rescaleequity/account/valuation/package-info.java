/** What holdings are worth at the last price. All of it is exact decimal arithmetic. */
@NullMarked
package com.rescaleequity.account.valuation;

import org.jspecify.annotations.NullMarked;
