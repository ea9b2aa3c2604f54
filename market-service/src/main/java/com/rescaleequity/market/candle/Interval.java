package com.rescaleequity.market.candle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A candle's length. Candles are aligned to UTC; a week opens on Monday 00:00. */
public enum Interval {
    ONE_MINUTE("1m", 60_000L),
    FIVE_MINUTES("5m", 300_000L),
    FIFTEEN_MINUTES("15m", 900_000L),
    ONE_HOUR("1h", 3_600_000L),
    FOUR_HOURS("4h", 14_400_000L),
    ONE_DAY("1d", 86_400_000L),
    ONE_WEEK("1w", 604_800_000L);

    /** The contract's words, shortest first. */
    public static final Map<String, Interval> WORDS = words();

    // 1970-01-01 was a Thursday: the first Monday came four days later.
    private static final long FIRST_MONDAY = 4 * 86_400_000L;

    private final String text;
    private final long millis;

    Interval(String text, long millis) {
        this.text = text;
        this.millis = millis;
    }

    /** The contract's word, such as {@code 15m}. */
    public String text() {
        return text;
    }

    public long millis() {
        return millis;
    }

    /** When the candle that holds this time opened. */
    public long openOf(long time) {
        long offset = this == ONE_WEEK ? FIRST_MONDAY : 0;
        return time - Math.floorMod(time - offset, millis);
    }

    /** The first opening at or after this time. */
    public long openAtOrAfter(long time) {
        long open = openOf(time);
        return open == time ? open : open + millis;
    }

    /** The interval of one of the contract's words. */
    public static Interval of(String text) {
        Interval interval = WORDS.get(text);
        if (interval == null) {
            throw new IllegalArgumentException("No such interval: " + text);
        }
        return interval;
    }

    private static Map<String, Interval> words() {
        Map<String, Interval> words = new LinkedHashMap<>();
        for (Interval interval : values()) {
            words.put(interval.text, interval);
        }
        return Collections.unmodifiableMap(words);
    }
}
