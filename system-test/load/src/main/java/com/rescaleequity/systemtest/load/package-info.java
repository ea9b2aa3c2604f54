/**
 * The load suite: one command that starts an exchange or takes a running one, loads it in stages,
 * measures, proves afterwards that nothing is wrong, and reports.
 */
@NullMarked
package com.rescaleequity.systemtest.load;

import org.jspecify.annotations.NullMarked;
