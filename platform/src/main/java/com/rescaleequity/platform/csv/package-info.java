/**
 * Lists as files of comma separated values: the rows that a page of JSON would show, as many as
 * there are. A file is read and sent page by page, as fast as its reader takes it, and never held
 * whole.
 */
@NullMarked
package com.rescaleequity.platform.csv;

import org.jspecify.annotations.NullMarked;
