/**
 * What a run found, and how it is shown: rows on a terminal, JSON, and one HTML page that loads
 * nothing from elsewhere and runs no script.
 */
@NullMarked
package com.rescaleequity.systemtest.load.report;

import org.jspecify.annotations.NullMarked;
