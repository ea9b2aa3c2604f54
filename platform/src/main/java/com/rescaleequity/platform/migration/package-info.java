/**
 * Brings a service's database to the schema that the service needs. Services never migrate
 * themselves: a Job does it in a cluster, the launcher on a laptop, the test resource in tests.
 */
@NullMarked
package com.rescaleequity.platform.migration;

import org.jspecify.annotations.NullMarked;
