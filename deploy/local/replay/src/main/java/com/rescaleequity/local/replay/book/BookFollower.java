package com.rescaleequity.local.replay.book;

import com.rescaleequity.local.replay.TapeTrade;
import com.rescaleequity.local.replay.mirror.BookPlan;
import com.rescaleequity.local.replay.mirror.LevelKey;
import com.rescaleequity.local.replay.mirror.LevelSide;
import com.rescaleequity.local.replay.mirror.LiveOrder;
import com.rescaleequity.local.replay.mirror.Mirror;
import com.rescaleequity.local.replay.mirror.OrderCaps;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps the exchange's book equal to the recorded one. A recorded trade is ahead of the depth
 * messages: it takes what stands in its way off the book, takes its quantity from the mirrored
 * order, and the next depth message restores whatever it still tells.
 */
final class BookFollower {

    private final RecordedBook recorded;
    private final Mirror mirror;
    private final OrderCaps caps;
    private final Set<LevelKey> stale = new HashSet<>();
    private long lastPrice;
    private int deviations;

    BookFollower(RecordedBook recorded, Mirror mirror, OrderCaps caps, long lastPrice) {
        this.recorded = recorded;
        this.mirror = mirror;
        this.caps = caps;
        this.lastPrice = lastPrice;
    }

    /** Asks the exchange what is there; what is not as recorded will be corrected. */
    void reload() throws IOException, InterruptedException {
        mirror.reload();
        everythingIsStale();
    }

    private void everythingIsStale() {
        stale.addAll(mirror.live().levels());
        for (LevelSide side : LevelSide.values()) {
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

    /** Mirrors every level, and lets the exchange say which of them it does not take. */
    void followAll() throws IOException, InterruptedException {
        everythingIsStale();
        if (recorded.begun()) {
            follow(level -> true);
        }
    }

    private void follow(Predicate<LevelKey> worthAsking) throws IOException, InterruptedException {
        BookPlan plan = new BookPlan();
        for (LevelKey level : stale) {
            mirror.refused().remove(level);
            List<LiveOrder> present = mirror.live().at(level);
            long wanted = recorded.quantity(level);
            if (!present.isEmpty() || wanted == 0 || worthAsking.test(level)) {
                plan.bring(level, present, wanted, caps.largestOrder(level.price()));
            }
        }
        stale.clear();
        mirror.carryOut(plan);
    }

    /** Prints recorded trades in their order. */
    void trade(List<TapeTrade> trades) throws IOException, InterruptedException {
        for (TradeRun run : TradeRun.split(trades)) {
            BookPlan plan = run.prepare(mirror.live());
            plan.cancels().forEach(order -> stale.add(order.level()));
            mirror.carryOut(plan);
            int inexact = mirror.take(run.trades());
            for (long price : run.quantities().keySet()) {
                stale.add(new LevelKey(run.makers(), price));
            }
            lastPrice = Units.fromDecimal(run.trades().getLast().price());
            deviations += inexact;
            if (inexact > 0) {
                reload();
            }
        }
    }

    /** Trades that were not filled as recorded, because others traded in between. */
    int deviations() {
        return deviations;
    }
}
