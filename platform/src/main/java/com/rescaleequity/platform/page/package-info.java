/**
 * Lists in pages, the same for every service: what a query asks for, where a page ended, and the
 * opaque text by which a client goes on.
 */
@NullMarked
package com.rescaleequity.platform.page;

import org.jspecify.annotations.NullMarked;
