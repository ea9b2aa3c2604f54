package com.rescaleequity.local.replay.book;

import com.rescaleequity.local.replay.TapeTrade;
import com.rescaleequity.local.replay.book.BookOrders.Placed;
import com.rescaleequity.local.replay.book.BookOrders.Step;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Keeps the exchange's book equal to the recorded one. A recorded trade is ahead of the depth
 * messages: it takes what stands in its way off the book, takes its quantity from the mirrored
 * order, and the next depth message restores whatever it still tells.
 */
final class BookFollower {

    private final RecordedBook recorded;
    private final LiveBook live;
    private final BookOrders orders;
    private final OrderCaps caps;
    private final Set<LevelKey> stale = new HashSet<>();
    private final Map<LevelKey, String> refused = new HashMap<>();
    private long lastPrice;
    private long requests;
    private int deviations;

    BookFollower(
            RecordedBook recorded,
            LiveBook live,
            BookOrders orders,
            OrderCaps caps,
            long lastPrice) {
        this.recorded = recorded;
        this.live = live;
        this.orders = orders;
        this.caps = caps;
        this.lastPrice = lastPrice;
    }

    /** Asks the exchange what the maker has there; nothing is believed of what was known. */
    void reload() throws IOException, InterruptedException {
        live.clear();
        orders.open().forEach(live::add);
        everythingIsStale();
    }

    private void everythingIsStale() {
        stale.addAll(live.levels());
        for (BookSide side : BookSide.values()) {
            for (long price : recorded.levels(side).keySet()) {
                stale.add(new LevelKey(side, price));
            }
        }
    }

    /** Mirrors the recorded book at these levels and at all that trades have touched. */
    void follow(Set<LevelKey> changed) throws IOException, InterruptedException {
        stale.addAll(changed);
        if (recorded.begun()) {
            follow(level -> caps.inBand(level.price(), lastPrice));
        }
    }

    private void follow(Predicate<LevelKey> worthAsking) throws IOException, InterruptedException {
        BookPlan plan = new BookPlan();
        for (LevelKey level : stale) {
            refused.remove(level);
            List<LiveOrder> present = live.at(level);
            long wanted = recorded.quantity(level);
            if (!present.isEmpty() || wanted == 0 || worthAsking.test(level)) {
                plan.bring(level, present, wanted, caps.largestOrder(level.price()));
            }
        }
        stale.clear();
        carryOut(plan);
    }

    /** Mirrors every level, and lets the exchange say which of them it does not take. */
    void followAll() throws IOException, InterruptedException {
        everythingIsStale();
        if (recorded.begun()) {
            follow(level -> true);
        }
    }

    /** Prints recorded trades in their order. */
    void trade(List<TapeTrade> trades) throws IOException, InterruptedException {
        for (TradeRun run : TradeRun.split(trades)) {
            BookPlan plan = run.prepare(live);
            plan.cancels().forEach(order -> stale.add(order.level()));
            carryOut(plan);
            take(run);
        }
    }

    private void take(TradeRun run) throws IOException, InterruptedException {
        List<Long> filled = orders.take(run.trades());
        requests += filled.size();
        boolean exact = true;
        for (int i = 0; i < filled.size(); i++) {
            TapeTrade trade = run.trades().get(i);
            LevelKey level = new LevelKey(run.makers(), Units.fromDecimal(trade.price()));
            long quantity = Units.fromDecimal(trade.quantity());
            stale.add(level);
            lastPrice = level.price();
            List<LiveOrder> present = live.at(level);
            if (filled.get(i) != quantity
                    || present.isEmpty()
                    || present.getFirst().remaining() < quantity) {
                deviations++;
                exact = false;
            } else {
                LiveOrder maker = present.getFirst();
                maker.fill(quantity);
                if (maker.remaining() == 0) {
                    live.remove(maker);
                }
            }
        }
        if (!exact) {
            reload();
        }
    }

    /**
     * Sends everything at once but for new orders that would cross what is taken away; they wait.
     */
    private void carryOut(BookPlan plan) throws IOException, InterruptedException {
        Map<Boolean, List<BookPlan.NewOrder>> creates =
                plan.creates().stream()
                        .collect(Collectors.partitioningBy(create -> crosses(create.level())));
        List<BookPlan.Resize> resizes = new ArrayList<>(plan.reductions());
        resizes.addAll(plan.increases());
        send(new Step(plan.cancels(), resizes, creates.getOrDefault(false, List.of())));
        send(new Step(List.of(), List.of(), creates.getOrDefault(true, List.of())));
    }

    private boolean crosses(LevelKey level) {
        return !live.reachedFrom(level.side().opposite(), level.price()).isEmpty();
    }

    private void send(Step step) throws IOException, InterruptedException {
        if (step.empty()) {
            return;
        }
        requests += step.cancels().size() + step.resizes().size() + step.creates().size();
        BookOrders.Done done = orders.carryOut(step);
        step.cancels().forEach(live::remove);
        for (int i = 0; i < step.resizes().size(); i++) {
            LiveOrder before = step.resizes().get(i).order();
            Placed now = done.resized().get(i);
            if (now.order() != before) {
                live.remove(before);
                rests(before.level(), now);
            }
        }
        for (int i = 0; i < step.creates().size(); i++) {
            rests(step.creates().get(i).level(), done.placed().get(i));
        }
    }

    private void rests(LevelKey level, Placed placed) {
        if (placed.order() != null) {
            live.add(placed.order());
        } else {
            refused.put(level, placed.refusal());
        }
    }

    /** Levels that the exchange did not take, with its reasons. */
    Map<LevelKey, String> refused() {
        return refused;
    }

    /** Orders, changes and cancels that were sent. */
    long requests() {
        return requests;
    }

    /** Trades that were not filled as recorded, because others traded in between. */
    int deviations() {
        return deviations;
    }
}
