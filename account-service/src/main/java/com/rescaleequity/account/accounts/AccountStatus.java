package com.rescaleequity.account.accounts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an account may do, as an operator says. */
public enum AccountStatus {
    /** Everything. */
    ACTIVE("active"),
    /** Nothing but reads; its orders have ended. */
    SUSPENDED("suspended"),
    /** No new orders. */
    TRADING_DISABLED("trading-disabled"),
    /** No money out. */
    WITHDRAWALS_DISABLED("withdrawals-disabled");

    private final String text;

    AccountStatus(String text) {
        this.text = text;
    }

    /** The name in the database and in the API. */
    public String text() {
        return text;
    }

    public boolean canTrade() {
        return this == ACTIVE || this == WITHDRAWALS_DISABLED;
    }

    public boolean canWithdraw() {
        return this == ACTIVE || this == TRADING_DISABLED;
    }

    public boolean canDeposit() {
        return this != SUSPENDED;
    }

    /** All states by their names. */
    public static Map<String, AccountStatus> words() {
        Map<String, AccountStatus> words = new LinkedHashMap<>();
        for (AccountStatus status : values()) {
            words.put(status.text, status);
        }
        return Collections.unmodifiableMap(words);
    }
}
