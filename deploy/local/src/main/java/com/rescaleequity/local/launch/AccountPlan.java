package com.rescaleequity.local.launch;

import java.util.List;
import java.util.Map;

/**
 * An account as the launcher wants it.
 *
 * @param label what it is for; unique among the launcher's accounts
 * @param tier {@code standard}, or {@code market-maker} with wide limits
 * @param scopes what its key may do
 * @param balances what it starts with, by asset
 */
record AccountPlan(String label, String tier, List<String> scopes, Map<String, Number> balances) {

    private static final List<String> ALL = List.of("read", "trade", "withdraw", "manage");
    private static final List<String> TRADE = List.of("read", "trade");

    /** For a newcomer to trade with. */
    static final AccountPlan DEMO =
            new AccountPlan("demo", "standard", ALL, Map.of("USD", 250_000, "BTC", 2.5, "ETH", 20));

    /** For tests and load, which need deep pockets. */
    static final AccountPlan MAKER =
            new AccountPlan(
                    "maker",
                    "market-maker",
                    ALL,
                    Map.of("USD", 1_000_000_000L, "BTC", 100_000, "ETH", 1_000_000));

    /** An account of a program that makes the market live. */
    static AccountPlan program(String label) {
        return new AccountPlan(
                label,
                "market-maker",
                TRADE,
                Map.of("USD", 5_000_000_000L, "BTC", 100_000, "ETH", 1_000_000, "SOL", 10_000_000));
    }

    /**
     * One of many accounts that share the levels of a recorded book. What the exchange holds of an
     * asset in all must stay countable, so each has less than other programs.
     */
    static AccountPlan mirror(String label) {
        return new AccountPlan(
                label,
                "market-maker",
                TRADE,
                Map.of("USD", 1_000_000_000L, "BTC", 20_000, "ETH", 400_000, "SOL", 4_000_000));
    }

    /** An account that trades a recorded stock. */
    static AccountPlan stock(String label, String asset) {
        return new AccountPlan(
                label,
                "market-maker",
                TRADE,
                Map.of("USD", 10_000_000_000L, asset, 1_000_000_000L));
    }
}
