/**
 * The mixes: what each connection sends. In most of them every second connection buys what the ones
 * between sell, at one price and in equal quantities, so that orders trade and the book stays
 * small.
 */
@NullMarked
package com.rescaleequity.systemtest.load.flow;

import org.jspecify.annotations.NullMarked;
