/**
 * Following the event log: dense sequences in, rows and position out in one transaction. Read
 * barriers make reads wait until a follower has covered the command log.
 */
@NullMarked
package com.rescaleequity.platform.follower;

import org.jspecify.annotations.NullMarked;
