/**
 * Reading request bodies and queries with all their problems at once, and writing answers. Numbers
 * are read from their literal text.
 */
@NullMarked
package com.rescaleequity.platform.json;

import org.jspecify.annotations.NullMarked;
