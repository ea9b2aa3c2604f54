/** How a service reaches its database, and how long it waits for it at most. */
@NullMarked
package com.rescaleequity.platform.database;

import org.jspecify.annotations.NullMarked;
