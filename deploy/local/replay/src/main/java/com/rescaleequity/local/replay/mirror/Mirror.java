package com.rescaleequity.local.replay.mirror;

import com.rescaleequity.local.replay.TapeTrade;
import com.rescaleequity.local.replay.mirror.BookOrders.Done;
import com.rescaleequity.local.replay.mirror.BookOrders.Placed;
import com.rescaleequity.local.replay.mirror.BookOrders.Step;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Carries plans out on the exchange and knows what rests there afterwards. */
public final class Mirror {

    private final LiveBook live;
    private final BookOrders orders;
    private final Map<LevelKey, String> refused = new HashMap<>();
    private long requests;

    /** A mirror of which the live book is the state. */
    public Mirror(LiveBook live, BookOrders orders) {
        this.live = live;
        this.orders = orders;
    }

    /** What rests on the exchange; changed only through here. */
    public LiveBook live() {
        return live;
    }

    /** Asks the exchange what rests there; nothing is believed of what was known. */
    public void reload() throws IOException, InterruptedException {
        live.clear();
        orders.open().forEach(live::add);
    }

    /**
     * Sends everything at once but for new orders that would cross what is taken away; they wait.
     *
     * @return resized orders that other ones took the place of
     */
    public Map<LiveOrder, LiveOrder> carryOut(BookPlan plan)
            throws IOException, InterruptedException {
        Map<Boolean, List<BookPlan.NewOrder>> creates =
                plan.creates().stream()
                        .collect(Collectors.partitioningBy(create -> crosses(create.level())));
        List<BookPlan.Resize> resizes = new ArrayList<>(plan.reductions());
        resizes.addAll(plan.increases());
        IdentityHashMap<LiveOrder, LiveOrder> replaced =
                send(new Step(plan.cancels(), resizes, creates.getOrDefault(false, List.of())));
        send(new Step(List.of(), List.of(), creates.getOrDefault(true, List.of())));
        return replaced;
    }

    /** Whether an order at this level would trade with what rests on the other side. */
    public boolean crosses(LevelKey level) {
        return !live.reachedFrom(level.side().opposite(), level.price()).isEmpty();
    }

    private IdentityHashMap<LiveOrder, LiveOrder> send(Step step)
            throws IOException, InterruptedException {
        IdentityHashMap<LiveOrder, LiveOrder> replaced = new IdentityHashMap<>();
        if (step.empty()) {
            return replaced;
        }
        requests += step.cancels().size() + step.resizes().size() + step.creates().size();
        Done done = orders.carryOut(step);
        step.cancels().forEach(live::remove);
        for (int i = 0; i < step.resizes().size(); i++) {
            LiveOrder before = step.resizes().get(i).order();
            Placed now = done.resized().get(i);
            if (now.order() != before) {
                live.remove(before);
                rests(before.level(), now);
                if (now.order() != null) {
                    replaced.put(before, now.order());
                }
            }
        }
        for (int i = 0; i < step.creates().size(); i++) {
            rests(step.creates().get(i).level(), done.placed().get(i));
        }
        return replaced;
    }

    private void rests(LevelKey level, Placed placed) {
        if (placed.order() != null) {
            live.add(placed.order());
        } else {
            refused.put(level, placed.refusal());
        }
    }

    /**
     * Takes recorded trades one after the other from the oldest orders of their levels.
     *
     * @return how many of them were not filled as recorded, because others traded in between; then
     *     nobody knows what rests, and {@link #reload} is due
     */
    public int take(List<TapeTrade> trades) throws IOException, InterruptedException {
        List<Long> filled = orders.take(trades);
        requests += filled.size();
        int deviations = 0;
        for (int i = 0; i < filled.size(); i++) {
            TapeTrade trade = trades.get(i);
            long quantity = Units.fromDecimal(trade.quantity());
            LevelKey level =
                    new LevelKey(
                            LevelSide.ofOrder(trade.makerSide()), Units.fromDecimal(trade.price()));
            if (filled.get(i) != quantity || live.quantity(level) < quantity) {
                deviations++;
            } else {
                fill(level, quantity);
            }
        }
        return deviations;
    }

    private void fill(LevelKey level, long quantity) {
        long left = quantity;
        while (left > 0) {
            LiveOrder oldest = live.at(level).getFirst();
            long part = Math.min(left, oldest.remaining());
            oldest.fill(part);
            left -= part;
            if (oldest.remaining() == 0) {
                live.remove(oldest);
            }
        }
    }

    /** Levels at which the exchange took no order, with its last reasons. */
    public Map<LevelKey, String> refused() {
        return refused;
    }

    /** Orders, changes and cancels that were sent. */
    public long requests() {
        return requests;
    }
}
