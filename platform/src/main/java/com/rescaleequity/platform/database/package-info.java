/** The service's database, for threads that block. */
@NullMarked
package com.rescaleequity.platform.database;

import org.jspecify.annotations.NullMarked;
