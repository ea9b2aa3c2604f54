package com.rescaleequity.account.fees;

/**
 * An account's fee tier as it was decided.
 *
 * @param pending whether the trading core may not know it yet
 */
public record AssignedFees(long accountId, FeeTier tier, boolean pending) {}
