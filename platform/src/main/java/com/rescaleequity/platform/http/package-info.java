/**
 * What every HTTP call passes through on its way to a resource. Request ids, limits, authentication
 * and the envelope live here once for all services.
 */
@NullMarked
package com.rescaleequity.platform.http;

import org.jspecify.annotations.NullMarked;
