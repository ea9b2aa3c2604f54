package com.rescaleequity.local.replay.lobster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Makes up a venue with a naive book and writes what LOBSTER would write of it: only events that
 * show in the best levels have a message, and the book was there before the file began.
 */
public final class LobsterGenerator {

    private static final int CENT = 100;
    private static final int LEVELS_BEFORE = 25;

    private static final class Resting {
        private final long id;
        private final boolean buy;
        private final int price;
        private int size;

        private Resting(long id, boolean buy, int price, int size) {
            this.id = id;
            this.buy = buy;
            this.price = price;
            this.size = size;
        }
    }

    private final SplittableRandom random;
    private final int depth;
    private final List<Resting> book = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();
    private final int middle;
    private long nanos = 34_200_000_000_000L;
    private long lastId = 1000;

    /**
     * A venue of which files show some levels of each side.
     *
     * @param middle the price around which it trades, dollars × 10000
     */
    public LobsterGenerator(long seed, int depth, int middle) {
        this.random = new SplittableRandom(seed);
        this.depth = depth;
        this.middle = middle;
        for (int level = 1; level <= LEVELS_BEFORE; level++) {
            for (int order = random.nextInt(3); order >= 0; order--) {
                add(true, middle - level * CENT);
                add(false, middle + level * CENT);
            }
        }
    }

    private Resting add(boolean buy, int price) {
        Resting order = new Resting(++lastId, buy, price, random.nextInt(1, 300));
        book.add(order);
        return order;
    }

    /** Writes a pair of files and returns the message file. */
    public Path write(Path folder, int lines) throws IOException {
        while (messages.size() < lines) {
            nanos += random.nextInt(1, 40_000_000);
            event();
        }
        String name = "MADE_2012-06-21_34200000_57600000_%s_" + depth + ".csv";
        Path file = folder.resolve(name.formatted("message"));
        Files.write(file, messages.subList(0, lines));
        Files.write(folder.resolve(name.formatted("orderbook")), rows.subList(0, lines));
        return file;
    }

    private void event() {
        int kind = random.nextInt(100);
        if (kind < 45) {
            submit();
        } else if (kind < 55) {
            Resting order = any();
            if (order.size > 1) {
                int part = random.nextInt(1, order.size);
                change(2, order, part);
            }
        } else if (kind < 80) {
            Resting order = any();
            change(3, order, order.size);
        } else if (kind < 94) {
            takeLiquidity();
        } else if (kind < 99) {
            int inside = best(true).price + random.nextInt(0, 5) * CENT / 2;
            write(5, 0, random.nextInt(1, 500), inside, random.nextBoolean());
        } else {
            write(7, 0, 0, -1, false);
        }
    }

    /** Near the other side's best price, at times far away, never crossing. */
    private void submit() {
        boolean buy = random.nextBoolean();
        int reach = random.nextInt(6) == 0 ? 30 : 8;
        int distance = random.nextInt(1, reach) * CENT;
        int price = best(!buy).price + (buy ? -distance : distance);
        Resting order = add(buy, price);
        if (shows(buy, price)) {
            write(1, order.id, order.size, order.price, order.buy);
        }
    }

    /** A large order takes what is there; its rest, if it has a limit, stays. */
    private void takeLiquidity() {
        boolean buy = random.nextBoolean();
        int left = random.nextInt(1, 900);
        int limit = best(!buy).price + (buy ? 1 : -1) * random.nextInt(0, 3) * CENT;
        Resting maker = best(!buy);
        while (left > 0 && (buy ? maker.price <= limit : maker.price >= limit)) {
            int part = Math.min(left, maker.size);
            left -= part;
            change(4, maker, part);
            maker = best(!buy);
        }
        if (left > 0 && random.nextBoolean()) {
            Resting rest = add(buy, limit);
            rest.size = left;
            write(1, rest.id, rest.size, rest.price, rest.buy);
        }
    }

    private void change(int type, Resting order, int part) {
        boolean shown = shows(order.buy, order.price);
        order.size -= part;
        if (order.size == 0) {
            book.remove(order);
            if (count(order.buy) < LEVELS_BEFORE) {
                int worst = order.buy ? middle - 60 * CENT : middle + 60 * CENT;
                add(order.buy, worst + random.nextInt(20) * CENT * (order.buy ? -1 : 1));
            }
        }
        if (shown) {
            write(type, order.id, part, order.price, order.buy);
        }
    }

    private Resting any() {
        return book.get(random.nextInt(book.size()));
    }

    private long count(boolean buy) {
        return book.stream().filter(order -> order.buy == buy).count();
    }

    private Resting best(boolean buy) {
        Resting best = null;
        for (Resting order : book) {
            boolean better =
                    order.buy == buy
                            && (best == null
                                    || (buy ? order.price > best.price : order.price < best.price));
            best = better ? order : best;
        }
        if (best == null) {
            throw new AssertionError("A side is empty");
        }
        return best;
    }

    private NavigableMap<Integer, Integer> levels(boolean buy) {
        TreeMap<Integer, Integer> levels =
                new TreeMap<>((a, b) -> buy ? Integer.compare(b, a) : Integer.compare(a, b));
        book.stream()
                .filter(order -> order.buy == buy)
                .forEach(order -> levels.merge(order.price, order.size, Integer::sum));
        return levels;
    }

    private boolean shows(boolean buy, int price) {
        return levels(buy).keySet().stream().limit(depth).anyMatch(shown -> shown == price);
    }

    private void write(int type, long id, int size, int price, boolean buy) {
        messages.add(
                String.format(
                        Locale.ROOT,
                        "%d.%09d,%d,%d,%d,%d,%d",
                        nanos / 1_000_000_000,
                        nanos % 1_000_000_000,
                        type,
                        id,
                        size,
                        price,
                        buy ? 1 : -1));
        List<Integer> columns = new ArrayList<>();
        List<Integer> asks = new ArrayList<>(levels(false).keySet());
        List<Integer> bids = new ArrayList<>(levels(true).keySet());
        for (int level = 0; level < depth; level++) {
            columns.add(level < asks.size() ? asks.get(level) : 999_999_999);
            columns.add(level < asks.size() ? levels(false).get(asks.get(level)) : 0);
            columns.add(level < bids.size() ? bids.get(level) : -999_999_999);
            columns.add(level < bids.size() ? levels(true).get(bids.get(level)) : 0);
        }
        rows.add(String.join(",", columns.stream().map(String::valueOf).toList()));
    }
}
