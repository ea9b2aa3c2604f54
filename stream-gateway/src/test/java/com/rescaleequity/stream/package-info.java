/** What holds for the whole gateway. Its parts are tested in their own packages. */
@NullMarked
package com.rescaleequity.stream;

import org.jspecify.annotations.NullMarked;
