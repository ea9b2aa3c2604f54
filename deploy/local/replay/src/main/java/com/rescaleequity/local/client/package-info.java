/**
 * A small client of the public API, for the programs that make the local market live. It knows no
 * more of the exchange than any client does.
 */
@NullMarked
package com.rescaleequity.local.client;

import org.jspecify.annotations.NullMarked;
