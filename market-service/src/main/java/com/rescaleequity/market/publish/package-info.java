/**
 * The market.* topics, made from the same fold after it is committed. One thread writes, at the
 * contract's rates, and nothing is written twice.
 */
@NullMarked
package com.rescaleequity.market.publish;

import org.jspecify.annotations.NullMarked;
