package com.rescaleequity.local.replay.lobster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a LOBSTER replay met and how far the messages alone explain the rows. */
final class LobsterCounts {

    long messages;
    long seededLevels;
    long executions;
    long ofEarlierOrders;
    long outOfTurn;
    long awayFromBest;
    long hidden;
    long crossTrades;
    long halts;
    long crossedRows;
    long revealedLevels;
    long revealingRows;
    long contradictions;
    long deviations;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        line(lines, "levels seeded from the first row", seededLevels);
        line(lines, "executions", executions);
        line(lines, "  not of the oldest order there", outOfTurn);
        line(lines, "  away from the best price, cancelled instead", awayFromBest);
        line(lines, "messages about orders from before the file", ofEarlierOrders);
        line(lines, "hidden executions, ignored", hidden);
        line(lines, "cross trades, ignored", crossTrades);
        line(lines, "halts, ignored", halts);
        line(lines, "levels that came into view, taken from the row", revealedLevels);
        line(lines, "  rows with such levels", revealingRows);
        line(lines, "levels in view that no message explains", contradictions);
        line(lines, "crossed rows, which no book can show", crossedRows);
        line(lines, "executions that others got in between of", deviations);
        return lines;
    }

    private static void line(List<String> lines, String what, long count) {
        lines.add(String.format(Locale.ROOT, "  %-48s %,12d", what, count));
    }
}
