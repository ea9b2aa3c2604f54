/**
 * The ceiling that load measurements compare orders with: the same HTTP and the same Kafka, and
 * nothing between them. Only a test-only setting switches it on.
 */
@NullMarked
package com.rescaleequity.order.echo;

import org.jspecify.annotations.NullMarked;
