/**
 * Which part of a market's fees an account pays. Tiers are configuration; which tier an account has
 * is decided by an operator, and told to the trading core.
 */
@NullMarked
package com.rescaleequity.account.fees;

import org.jspecify.annotations.NullMarked;
