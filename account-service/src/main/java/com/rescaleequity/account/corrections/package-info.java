/** Corrections of balances, which take two operators. */
@NullMarked
package com.rescaleequity.account.corrections;

import org.jspecify.annotations.NullMarked;
