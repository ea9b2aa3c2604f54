package com.rescaleequity.platform.view;

/** Account numbers inside, {@code acc_51} outside. */
public final class AccountIds {

    /** The outside world: the other side of deposits and withdrawals in the journal. */
    public static final long EXTERNAL = 0;

    /** Where trading fees go. */
    public static final long FEES = 1;

    /** The first number given to a user's account. */
    public static final long FIRST_USER = 51;

    private AccountIds() {}

    /** The public text of an account number. */
    public static String text(long accountId) {
        return "acc_" + accountId;
    }
}
