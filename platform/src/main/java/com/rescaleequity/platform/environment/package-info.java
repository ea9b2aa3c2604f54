/** Where this exchange stands: in a sandbox, or where its money is real. */
@NullMarked
package com.rescaleequity.platform.environment;

import org.jspecify.annotations.NullMarked;
