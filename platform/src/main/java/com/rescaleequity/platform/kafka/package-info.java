/**
 * The one place where Kafka clients are made. Every client takes all {@code kafka.*} settings and
 * reports its metrics; what a guarantee needs (raw bytes, no reset, every write acknowledged by
 * all) no setting can change.
 */
@NullMarked
package com.rescaleequity.platform.kafka;

import org.jspecify.annotations.NullMarked;
