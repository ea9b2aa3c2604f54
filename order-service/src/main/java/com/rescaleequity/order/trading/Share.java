package com.rescaleequity.order.trading;

/** What one account has of a memory that all accounts share; {@link Shares} finds the largest. */
abstract class Share {

    static final int NOWHERE = -1;

    /** Where it stands among the shares that are not empty. */
    int place = NOWHERE;

    private final long accountId;

    Share(long accountId) {
        this.accountId = accountId;
    }

    /** How much it has. */
    abstract long amount();

    /** Larger is who has more; of those who have as much, the one with the lower id. */
    final boolean isLargerThan(Share other) {
        long more = amount() - other.amount();
        return more > 0 || (more == 0 && accountId < other.accountId);
    }
}
