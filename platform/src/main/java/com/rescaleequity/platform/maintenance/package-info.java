/** Whether the exchange is in maintenance, as its operators have put it, in every service alike. */
@NullMarked
package com.rescaleequity.platform.maintenance;

import org.jspecify.annotations.NullMarked;
