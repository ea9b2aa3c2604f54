/**
 * Money from outside into accounts. Deposits are commands to the core and are completed when the
 * journal has them.
 */
@NullMarked
package com.rescaleequity.account.wallet;

import org.jspecify.annotations.NullMarked;
