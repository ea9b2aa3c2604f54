/**
 * The trading core: a deterministic state machine of funds and order books, fed by commands and
 * answering with outcomes and events. It depends on the JDK's own types and Agrona only, knows no
 * clock and no I/O, and is owned by one thread.
 */
@NullMarked
package com.rescaleequity.order.trading;

import org.jspecify.annotations.NullMarked;
