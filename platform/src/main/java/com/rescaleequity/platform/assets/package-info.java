/** The one table of assets: what each is called and how it moves in and out. */
@NullMarked
package com.rescaleequity.platform.assets;

import org.jspecify.annotations.NullMarked;
