package com.rescaleequity.account.wallet;

import org.jspecify.annotations.Nullable;

/**
 * Which deposits are wanted; nulls do not restrict.
 *
 * @param completed true: those that arrived; false: those under way
 * @param after the number of the last one seen, to go on behind it
 */
public record DepositFilter(
        @Nullable String asset,
        @Nullable Boolean completed,
        @Nullable Long startTime,
        @Nullable Long endTime,
        @Nullable Long after) {}
