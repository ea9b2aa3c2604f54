/** Tests that what is timed against each other does the same work. No test times anything. */
@org.jspecify.annotations.NullMarked
package com.rescaleequity.benchmarks;
