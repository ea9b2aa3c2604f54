package com.rescaleequity.local.replay.lobster;

import com.rescaleequity.local.replay.mirror.LevelKey;
import com.rescaleequity.local.replay.mirror.LevelSide;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * One line of a message file.
 *
 * @param nanos after midnight
 * @param event what happened
 * @param orderId of the order that it happened to, 0 for a hidden one
 * @param quantity in units, a share being one
 * @param level where that order rests; meaningless for a halt
 */
record LobsterMessage(long nanos, Event event, long orderId, long quantity, LevelKey level) {

    /** What a message tells, by the number of its type. */
    enum Event {
        SUBMITTED(1),
        REDUCED(2),
        DELETED(3),
        EXECUTED(4),
        EXECUTED_HIDDEN(5),
        CROSSED(6),
        HALTED(7);

        private final int number;

        Event(int number) {
            this.number = number;
        }
    }

    private static final int COLUMNS = 6;

    /** Prices are dollars × 10000. */
    static final long PRICE_UNITS = Units.ONE / 10_000;

    /** Reads a line: time, type, order id, size, price, direction. */
    static LobsterMessage parse(String line) throws IOException {
        String[] columns = line.strip().split(",");
        try {
            if (columns.length < COLUMNS) {
                throw new IOException("Not a line of a LOBSTER message file: " + line);
            }
            LevelSide side = Integer.parseInt(columns[5]) > 0 ? LevelSide.BID : LevelSide.ASK;
            return new LobsterMessage(
                    new BigDecimal(columns[0]).movePointRight(9).longValue(),
                    event(Integer.parseInt(columns[1]), line),
                    Long.parseLong(columns[2]),
                    Long.parseLong(columns[3]) * Units.ONE,
                    new LevelKey(side, Long.parseLong(columns[4]) * PRICE_UNITS));
        } catch (NumberFormatException e) {
            throw new IOException("Not a line of a LOBSTER message file: " + line, e);
        }
    }

    private static Event event(int number, String line) throws IOException {
        for (Event event : Event.values()) {
            if (event.number == number) {
                return event;
            }
        }
        throw new IOException("Unknown type of LOBSTER message: " + line);
    }

    /** Whether it changes what is visible in the book. */
    boolean visible() {
        return switch (event) {
            case SUBMITTED, REDUCED, DELETED, EXECUTED -> true;
            case EXECUTED_HIDDEN, CROSSED, HALTED -> false;
        };
    }
}
