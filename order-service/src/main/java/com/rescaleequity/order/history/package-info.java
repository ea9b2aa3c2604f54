/**
 * Orders and fills in PostgreSQL, as the follower of the event log has seen them. Reads wait until
 * the follower has covered the command log.
 */
@NullMarked
package com.rescaleequity.order.history;

import org.jspecify.annotations.NullMarked;
