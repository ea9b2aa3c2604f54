/**
 * What the services' tests share: real Kafka and PostgreSQL, topics, migrations and test keys.
 * Nothing here is part of the product.
 */
@NullMarked
package com.rescaleequity.platform.testing;

import org.jspecify.annotations.NullMarked;
