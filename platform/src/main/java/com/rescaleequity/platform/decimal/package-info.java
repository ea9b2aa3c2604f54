/**
 * Exact decimals: units of 10^-8 inside, literal text outside. Nothing here touches binary floating
 * point.
 */
@NullMarked
package com.rescaleequity.platform.decimal;

import org.jspecify.annotations.NullMarked;
