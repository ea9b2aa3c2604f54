/**
 * How things run in a service, whatever they do: the thread that a step goes on with, the hop back
 * to the caller's context, the clock, and the watch over the process that started this one.
 */
@NullMarked
package com.rescaleequity.platform.runtime;

import org.jspecify.annotations.NullMarked;
