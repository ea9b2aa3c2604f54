package com.rescaleequity.local.replay;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * The tape beside what the exchange printed.
 *
 * @param tapeTrades how many trades the tape has
 * @param tapeVolume their sum in base units
 * @param tapeValue their sum in quote units
 * @param printedTrades how many trades the exchange lists
 * @param printedVolume their sum in base units
 * @param printedValue their sum in quote units
 * @param differing how many trades differ in price, quantity, taker side or place
 * @param candles what the candles of that time hold of them
 */
record ReplayReport(
        int tapeTrades,
        BigDecimal tapeVolume,
        BigDecimal tapeValue,
        int printedTrades,
        BigDecimal printedVolume,
        BigDecimal printedValue,
        int differing,
        MarketTotals.Candles candles) {

    static ReplayReport of(
            List<TapeTrade> tape, List<TapeTrade> printed, MarketTotals.Candles candles) {
        int differing = Math.abs(tape.size() - printed.size());
        for (int i = 0; i < Math.min(tape.size(), printed.size()); i++) {
            if (!same(tape.get(i), printed.get(i))) {
                differing++;
            }
        }
        return new ReplayReport(
                tape.size(),
                volume(tape),
                value(tape),
                printed.size(),
                volume(printed),
                value(printed),
                differing,
                candles);
    }

    private static boolean same(TapeTrade a, TapeTrade b) {
        return a.price().compareTo(b.price()) == 0
                && a.quantity().compareTo(b.quantity()) == 0
                && a.takerSide().equals(b.takerSide());
    }

    private static BigDecimal volume(List<TapeTrade> trades) {
        return trades.stream().map(TapeTrade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal value(List<TapeTrade> trades) {
        return trades.stream().map(TapeTrade::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether nothing differs. */
    boolean exact() {
        return differing == 0
                && candles.trades() == tapeTrades
                && candles.volume().compareTo(tapeVolume) == 0;
    }

    List<String> lines() {
        return List.of(
                line("", "trades", "volume", "value"),
                line("tape", tapeTrades, plain(tapeVolume), plain(tapeValue)),
                line("/market/trades", printedTrades, plain(printedVolume), plain(printedValue)),
                line("candles", candles.trades(), plain(candles.volume()), ""),
                line(
                        "difference",
                        tapeTrades - printedTrades,
                        plain(tapeVolume.subtract(printedVolume)),
                        plain(tapeValue.subtract(printedValue))),
                "  trades that differ in price, quantity, side or order: " + differing);
    }

    private static String line(String what, Object trades, String volume, String value) {
        return String.format(Locale.ROOT, "  %-16s %8s %18s %24s", what, trades, volume, value);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
