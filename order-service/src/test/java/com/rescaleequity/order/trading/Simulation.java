package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.Balance;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.reference.ReferenceExchange;
import com.rescaleequity.order.trading.reference.TimedEvent;
import com.rescaleequity.order.trading.state.OutcomeState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One seeded run: random commands to the core and to the {@link ReferenceExchange}, compared after
 * every step, with snapshots in between from which the core goes on.
 */
final class Simulation {

    /** Almost all happens in the first two markets. */
    static final List<String> SYMBOLS = List.of("AAAUSD", "BBBUSD", "CCCUSD", "DDDUSD", "EEEUSD");

    static final List<String> ASSETS = List.of("USD", "AAA", "BBB", "CCC", "DDD", "EEE");

    /** The last account starts with nothing, so that it often has just enough or too little. */
    static final List<Long> ACCOUNTS = List.of(51L, 52L, 53L, 54L, 55L);

    private static final int STEPS_BETWEEN_FULL_COMPARISONS = 100;
    private static final int STEPS_BETWEEN_SNAPSHOTS = 300;

    /** So narrow that runs meet each of them. */
    private static final WindowLimits LIMITS =
            new WindowLimits(6, 2_500, 8_000, WindowLimits.STANDARD.millis(), 5_000);

    private record Level(String symbol, Side side) {}

    private final SplittableRandom random;
    private final ReferenceExchange reference =
            new ReferenceExchange(
                    LIMITS.accountRequests(),
                    LIMITS.accountBytes(),
                    LIMITS.allBytes(),
                    LIMITS.labelBytes(),
                    outcome -> OutcomeState.packed(outcome).length);
    private final SimulatedCommands commands;
    private final SequenceCheck sequences = new SequenceCheck();
    private final SimulationCoverage coverage = new SimulationCoverage();
    private final Map<Level, Map<Long, Long>> books = new HashMap<>();
    private final List<TimedEvent> events = new ArrayList<>();
    private TradingCore core = new TradingCore(0, LIMITS);

    /** A core that was restored from a snapshot of the other and still hears the same commands. */
    private @Nullable TradingCore twin;

    private long steps;

    Simulation(long seed) {
        this.random = new SplittableRandom(seed);
        this.commands = new SimulatedCommands(random.split(), reference);
    }

    SimulationCoverage coverage() {
        return coverage;
    }

    TradingCore core() {
        return core;
    }

    /** Takes one step; throws if core and reference differ. */
    void step() {
        steps++;
        SimulatedCommands.Timed next = commands.next();
        events.clear();
        if (next.envelope().command() instanceof Command.PlaceOrder order) {
            Outcome tested = core.test(order);
            requireSame(next, reference.test(order), tested);
            coverage.tested(tested);
        }
        Outcome outcome = core.apply(next.envelope(), next.time(), this::hear);
        Outcome expected = reference.apply(next.envelope(), next.time());
        requireSame(next, expected, outcome);
        requireSameEvents(next);
        coverage.met(next.envelope().command(), outcome);
        core.checkInvariants();
        compareWithTwin(next, outcome);
        compareTouched();
        if (steps % STEPS_BETWEEN_FULL_COMPARISONS == 0) {
            compareAll();
        }
        if (random.nextInt(STEPS_BETWEEN_SNAPSHOTS) == 0) {
            restore();
        }
    }

    private void hear(long sequence, long time, Event event) {
        sequences.accept(sequence, event);
        events.add(new TimedEvent(time, event));
        coverage.met(event);
        if (event instanceof Event.BookChanged change) {
            Level level = new Level(change.symbol(), change.side());
            Map<Long, Long> levels = books.computeIfAbsent(level, _ -> new HashMap<>());
            if (change.quantity() == 0) {
                levels.remove(change.price());
            } else {
                levels.put(change.price(), change.quantity());
            }
        }
    }

    private void requireSameEvents(SimulatedCommands.Timed next) {
        List<TimedEvent> expected = reference.told();
        for (int i = 0; i < Math.max(expected.size(), events.size()); i++) {
            Object wanted = i < expected.size() ? expected.get(i) : "no event";
            Object heard = i < events.size() ? events.get(i) : "no event";
            requireSame(next, wanted, heard);
        }
    }

    private void compareTouched() {
        long account = 0;
        for (TimedEvent timed : events) {
            switch (timed.event()) {
                case Event.OrderChanged changed -> {
                    if (changed.order().accountId() != account) {
                        account = changed.order().accountId();
                        compareOrders(account);
                    }
                }
                case Event.BalancesChanged changed ->
                        changed.balances().forEach(b -> compareFunds(changed.accountId(), b));
                case Event.BookChanged changed -> compareLevel(changed);
                case Event.TradeExecuted trade ->
                        requireSame(
                                trade,
                                reference.lastPrice(trade.symbol()),
                                core.lastPrice(trade.symbol()));
                case Event.FundsMoved _, Event.InstrumentSet _ -> {}
            }
        }
    }

    private void compareLevel(Event.BookChanged changed) {
        long quantity =
                reference
                        .levels(changed.symbol(), changed.side())
                        .getOrDefault(changed.price(), 0L);
        Map<Long, Long> levels = books.get(new Level(changed.symbol(), changed.side()));
        requireSame(changed, quantity, levels.getOrDefault(changed.price(), 0L));
    }

    private void compareFunds(long account, Balance balance) {
        String asset = balance.asset();
        requireSame(asset, reference.available(account, asset), core.available(account, asset));
        requireSame(asset, reference.held(account, asset), core.held(account, asset));
    }

    private void compareOrders(long account) {
        requireSame(account, reference.openOrders(account), core.openOrders(account));
    }

    private void compareAll() {
        for (long account : ACCOUNTS) {
            compareOrders(account);
            ASSETS.forEach(asset -> compareFunds(account, new Balance(asset, 0, 0)));
        }
        for (String symbol : SYMBOLS) {
            Map<Long, Long> bids = reference.levels(symbol, Side.BUY);
            Map<Long, Long> asks = reference.levels(symbol, Side.SELL);
            requireSame(symbol, bids, books.getOrDefault(new Level(symbol, Side.BUY), Map.of()));
            requireSame(symbol, asks, books.getOrDefault(new Level(symbol, Side.SELL), Map.of()));
            TreeSet<Long> bidPrices = new TreeSet<>(bids.keySet());
            TreeSet<Long> askPrices = new TreeSet<>(asks.keySet());
            requireSame(symbol, bidPrices.isEmpty() ? 0L : bidPrices.last(), core.bestBid(symbol));
            requireSame(symbol, askPrices.isEmpty() ? 0L : askPrices.first(), core.bestAsk(symbol));
        }
    }

    /** Goes on with a restored core, for a while beside the one it was made from or without it. */
    private void restore() {
        compareAll();
        int partBytes = Long.BYTES << random.nextInt(10);
        KeptState snapshot = KeptState.of(core, partBytes);
        TradingCore restored = TradingCore.restore(snapshot.source(), random.nextLong(), LIMITS);
        requireSameState(restored);
        if (!snapshot.equals(KeptState.of(restored, partBytes))) {
            throw new AssertionError("the restored core gives another snapshot");
        }
        coverage.restores++;
        twin = random.nextBoolean() ? core : null;
        core = restored;
    }

    private void compareWithTwin(SimulatedCommands.Timed next, Outcome outcome) {
        if (twin == null) {
            return;
        }
        List<TimedEvent> twinEvents = new ArrayList<>();
        Outcome twinOutcome =
                twin.apply(
                        next.envelope(),
                        next.time(),
                        (_, time, event) -> twinEvents.add(new TimedEvent(time, event)));
        requireSame(next, twinOutcome, outcome);
        requireSame(next, twinEvents, events);
        requireSame(next, twin.eventHash(), core.eventHash());
        if (random.nextInt(STEPS_BETWEEN_SNAPSHOTS / 3) == 0) {
            requireSameState(twin);
        }
    }

    private void requireSameState(TradingCore other) {
        requireSame("state hash", core.stateHash(), other.stateHash());
        requireSame("event hash", core.eventHash(), other.eventHash());
        requireSame("sequence", core.sequence(), other.sequence());
        requireSame("time", core.now(), other.now());
    }

    private static void requireSame(Object subject, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(
                    subject + "\n  expected " + expected + "\n  but was  " + actual);
        }
    }
}
