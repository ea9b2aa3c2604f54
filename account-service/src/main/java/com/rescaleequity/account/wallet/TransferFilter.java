package com.rescaleequity.account.wallet;

import org.jspecify.annotations.Nullable;

/**
 * Which deposits are wanted; nulls do not restrict.
 *
 * @param status completed, failed or pending
 * @param after the number of the last one seen, to go on behind it
 */
public record DepositFilter(
        @Nullable String asset,
        @Nullable String status,
        @Nullable Long startTime,
        @Nullable Long endTime,
        @Nullable Long after) {}
