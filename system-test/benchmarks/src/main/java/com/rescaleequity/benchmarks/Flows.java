package com.rescaleequity.benchmarks;

import com.rescaleequity.benchmarks.FlowCommand.Kind;
import java.util.SplittableRandom;
import org.agrona.collections.LongArrayList;

/**
 * Makes flows of commands around a price, the same ones each time. Half of the accounts only buys
 * and the other half only sells, so nobody trades with himself.
 */
final class Flows {

    /** How long each flow is. */
    static final int COMMANDS = 500_000;

    static final int ACCOUNTS = 1_000;
    static final long FIRST_ACCOUNT = 51;
    static final long MIDDLE_TICKS = 6_000_000;

    private static final long FIRST_ORDER = 1_000_001;
    private static final int STEADY_ORDERS = 1_000;
    private static final int MOST_LOTS = 100;
    private static final int YOUNG_ORDERS = 1_000;

    private final SplittableRandom random = new SplittableRandom(20240808);
    private final OwnBook book = new OwnBook();
    private final LongArrayList placed = new LongArrayList();
    private final int meanDistance;
    private long nextOrder = FIRST_ORDER;

    private Flows(int meanDistance) {
        this.meanDistance = meanDistance;
    }

    /** About 1,000 open orders at about 800 prices: 10 % new, 9 % cancelled, 81 % moved. */
    static Flow steady(int length) {
        Flows flow = new Flows(500);
        FlowCommand[] commands = new FlowCommand[length];
        for (int i = 0; i < length; i++) {
            int percent = i < STEADY_ORDERS ? 0 : flow.random.nextInt(100);
            commands[i] = flow.applied(flow.steadyCommand(percent));
        }
        return new Flow(commands, flow.book.totals());
    }

    /**
     * 60 % new, 30 % cancelled, 10 % taking: grows by 100,000 open orders in 500,000 commands. Of
     * four cancels three are for one of the youngest orders, as quotes are withdrawn soon or never.
     */
    static Flow growing(int length) {
        Flows flow = new Flows(5_000);
        FlowCommand[] commands = new FlowCommand[length];
        for (int i = 0; i < length; i++) {
            int percent = i < STEADY_ORDERS ? 0 : flow.random.nextInt(100);
            commands[i] = flow.applied(flow.growingCommand(percent));
        }
        return new Flow(commands, flow.book.totals());
    }

    private FlowCommand steadyCommand(int percent) {
        if (percent < 10) {
            return passive();
        }
        return percent < 19 ? cancel(placed.size()) : move();
    }

    private FlowCommand growingCommand(int percent) {
        if (percent < 60) {
            return passive();
        }
        return percent < 90 ? cancel(random.nextInt(4) > 0 ? YOUNG_ORDERS : placed.size()) : take();
    }

    private FlowCommand applied(FlowCommand command) {
        book.apply(command);
        return command;
    }

    private FlowCommand passive() {
        boolean buys = random.nextBoolean();
        long id = nextOrder++;
        placed.addLong(id);
        return new FlowCommand(Kind.NEW, id, account(buys), buys, price(buys), lots());
    }

    private FlowCommand take() {
        boolean buys = random.nextBoolean();
        long best = book.bestOpposite(buys);
        long limit = buys ? best + 5 : best - 5;
        return new FlowCommand(Kind.TAKE, nextOrder++, account(buys), buys, limit, lots());
    }

    private FlowCommand cancel(int youngest) {
        long id = anyOpen(youngest);
        return new FlowCommand(Kind.CANCEL, id, book.accountId(id), book.buys(id), 0, 0);
    }

    /** Mostly elsewhere on the same side; across the spread when too many orders are open. */
    private FlowCommand move() {
        long id = anyOpen(placed.size());
        boolean buys = book.buys(id);
        boolean crosses = book.openOrders() > STEADY_ORDERS && random.nextInt(20) == 0;
        long price = crosses ? book.bestOpposite(buys) : price(buys);
        if (price == book.priceTicks(id)) {
            price += buys ? -1 : 1;
        }
        return new FlowCommand(Kind.MOVE, id, book.accountId(id), buys, price, 0);
    }

    /** One of the youngest open orders. */
    private long anyOpen(int youngest) {
        while (true) {
            int at = placed.size() - 1 - random.nextInt(Math.min(youngest, placed.size()));
            long id = placed.getLong(at);
            if (book.isOpen(id)) {
                return id;
            }
            // Keeps the order of age but for the one that takes the place.
            placed.fastUnorderedRemove(at);
        }
    }

    private long account(boolean buys) {
        int pair = random.nextInt(ACCOUNTS / 2);
        return FIRST_ACCOUNT + 2L * pair + (buys ? 0 : 1);
    }

    private long price(boolean buys) {
        long distance = 1 + (long) (-Math.log(1 - random.nextDouble()) * meanDistance);
        return buys ? MIDDLE_TICKS - distance : MIDDLE_TICKS + distance;
    }

    private long lots() {
        return 1L + random.nextInt(MOST_LOTS);
    }
}
