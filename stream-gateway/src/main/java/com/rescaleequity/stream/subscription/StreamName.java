package com.rescaleequity.stream.subscription;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a stream that this gateway offers.
 *
 * @param text the canonical name, as frames carry it
 * @param symbol the market, empty for streams over all markets and private ones
 * @param detail candle interval or number of levels, empty for the other kinds
 */
public record StreamName(String text, Kind kind, String symbol, String detail) {

    /** What a stream carries. */
    public enum Kind {
        TICKER,
        ALL_TICKERS,
        BOOK_TICKER,
        TRADE,
        DEPTH,
        DEPTH_TOP,
        CANDLE,
        USER_ORDERS,
        USER_TRADES,
        USER_BALANCES;

        /** Whether the stream shows one account's own affairs. */
        public boolean isPrivate() {
            return this == USER_ORDERS || this == USER_TRADES || this == USER_BALANCES;
        }
    }

    /** Order updates of the connection's own account. */
    public static final StreamName ORDERS = new StreamName("user@orders", Kind.USER_ORDERS, "", "");

    /** Fills of the connection's own account. */
    public static final StreamName TRADES = new StreamName("user@trades", Kind.USER_TRADES, "", "");

    /** Balances of the connection's own account. */
    public static final StreamName BALANCES =
            new StreamName("user@balances", Kind.USER_BALANCES, "", "");

    /** Every market's ticker. */
    public static final StreamName ALL_TICKERS =
            new StreamName("*@ticker", Kind.ALL_TICKERS, "", "");

    /** Numbers of levels for which there is a stream of the top of a book. */
    public static final List<Integer> TOPS = List.of(5, 10, 20);

    private static final List<String> INTERVALS =
            List.of("1m", "5m", "15m", "1h", "4h", "1d", "1w");
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9]{5,20}");

    /** Reads a name; the symbol may be of any case. Whether the market exists is not checked. */
    public static Optional<StreamName> parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return Optional.empty();
        }
        String subject = text.substring(0, at);
        String suffix = text.substring(at + 1);
        if (subject.equals("*")) {
            return suffix.equals("ticker") ? Optional.of(ALL_TICKERS) : Optional.empty();
        }
        if (subject.equalsIgnoreCase("user")) {
            return switch (suffix) {
                case "orders" -> Optional.of(ORDERS);
                case "trades" -> Optional.of(TRADES);
                case "balances" -> Optional.of(BALANCES);
                default -> Optional.empty();
            };
        }
        String symbol = subject.toUpperCase(Locale.ROOT);
        return SYMBOL.matcher(symbol).matches() ? market(symbol, suffix) : Optional.empty();
    }

    /** The ticker of a market. */
    public static StreamName ticker(String symbol) {
        return new StreamName(symbol + "@ticker", Kind.TICKER, symbol, "");
    }

    /** The best bid and ask of a market. */
    public static StreamName bookTicker(String symbol) {
        return new StreamName(symbol + "@bookTicker", Kind.BOOK_TICKER, symbol, "");
    }

    /** The trades of a market. */
    public static StreamName trade(String symbol) {
        return new StreamName(symbol + "@trade", Kind.TRADE, symbol, "");
    }

    /** The book of a market. */
    public static StreamName depth(String symbol) {
        return new StreamName(symbol + "@depth", Kind.DEPTH, symbol, "");
    }

    /** The best levels of a market's book. */
    public static StreamName top(String symbol, int levels) {
        return new StreamName(
                symbol + "@depth" + levels, Kind.DEPTH_TOP, symbol, Integer.toString(levels));
    }

    /** The candles of a market. */
    public static StreamName candle(String symbol, String interval) {
        return new StreamName(symbol + "@candle_" + interval, Kind.CANDLE, symbol, interval);
    }

    private static Optional<StreamName> market(String symbol, String suffix) {
        int underscore = suffix.indexOf('_');
        if (underscore >= 0) {
            String family = suffix.substring(0, underscore);
            String interval = suffix.substring(underscore + 1);
            boolean known =
                    (family.equals("candle") || family.equals("kline"))
                            && INTERVALS.contains(interval);
            return known ? Optional.of(candle(symbol, interval)) : Optional.empty();
        }
        return switch (suffix) {
            case "ticker" -> Optional.of(ticker(symbol));
            case "bookTicker" -> Optional.of(bookTicker(symbol));
            case "trade" -> Optional.of(trade(symbol));
            case "depth" -> Optional.of(depth(symbol));
            case "depth5" -> Optional.of(top(symbol, 5));
            case "depth10" -> Optional.of(top(symbol, 10));
            case "depth20" -> Optional.of(top(symbol, 20));
            default -> Optional.empty();
        };
    }
}
