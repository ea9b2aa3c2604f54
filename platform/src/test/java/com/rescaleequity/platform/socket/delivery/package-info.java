/** The bounded queue of a peer. Its wire is a fake that sends when the test says so. */
@NullMarked
package com.rescaleequity.platform.socket.delivery;

import org.jspecify.annotations.NullMarked;
