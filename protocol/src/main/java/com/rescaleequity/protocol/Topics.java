package com.rescaleequity.protocol;

/**
 * The names of the Kafka topics. How each is configured stands in {@code topics.json} beside this
 * class's package root, which the topic job and the local exchange both read.
 */
public final class Topics {

    /** The write-ahead log: every {@code Command}, in the one order that counts. */
    public static final String TRADING_COMMANDS = "trading.commands";

    /** The core's {@code EventFrame}s, one dense event sequence. */
    public static final String TRADING_EVENTS = "trading.events";

    /** Carries no records: whoever is assigned its only partition is publisher. */
    public static final String TRADING_PUBLISHER = "trading.publisher";

    /** Compacted {@code KeyRecord}s by key id. */
    public static final String ACCOUNT_KEYS = "account.keys";

    /** {@code KeyUse}s by key id. */
    public static final String ACCOUNT_KEY_USES = "account.key-uses";

    /** Who has used a short token: its hash, and 16 bytes of the claimant's choice. */
    public static final String ACCOUNT_TOKENS = "account.tokens";

    /** Compacted {@code Instrument}s (trading.proto) by symbol. */
    public static final String MARKET_INSTRUMENTS = "market.instruments";

    /** Compacted {@code Ticker}s by symbol. */
    public static final String MARKET_TICKERS = "market.tickers";

    /** {@code Depth} deltas with periodic snapshots, by symbol. */
    public static final String MARKET_DEPTH = "market.depth";

    /** {@code Candle}s, running and closed, by symbol. */
    public static final String MARKET_CANDLES = "market.candles";

    /** {@code PublicTrades} by symbol. */
    public static final String MARKET_TRADES = "market.trades";

    /** The compacted {@code ExchangeState}. */
    public static final String MARKET_EXCHANGE = "market.exchange";

    private Topics() {}
}
