package com.rescaleequity.account.wallet;

import org.jspecify.annotations.Nullable;

/**
 * Which transfers are wanted; nulls do not restrict.
 *
 * @param status as the contract calls it
 * @param after the number of the last one seen, to go on behind it
 */
public record TransferFilter(
        @Nullable String asset,
        @Nullable String status,
        @Nullable Long startTime,
        @Nullable Long endTime,
        @Nullable Long after) {}
