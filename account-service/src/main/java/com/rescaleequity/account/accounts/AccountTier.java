package com.rescaleequity.account.accounts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How wide an account's rate limits are. */
public enum AccountTier {
    STANDARD("standard"),
    MARKET_MAKER("market-maker");

    private final String text;

    AccountTier(String text) {
        this.text = text;
    }

    /** The name in the database, on Kafka and in the admin API. */
    public String text() {
        return text;
    }

    /** All tiers by their names. */
    public static Map<String, AccountTier> words() {
        Map<String, AccountTier> words = new LinkedHashMap<>();
        for (AccountTier tier : values()) {
            words.put(tier.text, tier);
        }
        return Collections.unmodifiableMap(words);
    }
}
