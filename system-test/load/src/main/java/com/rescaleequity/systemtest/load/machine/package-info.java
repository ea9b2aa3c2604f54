/**
 * What the exchange's processes take of the machine, read from outside while they run: processor
 * time, memory, collections, flushes. Where the system does not tell, nothing is reported.
 */
@NullMarked
package com.rescaleequity.systemtest.load.machine;

import org.jspecify.annotations.NullMarked;
