package com.rescaleequity.local.replay.lobster;

import com.rescaleequity.local.replay.TapeTrade;
import com.rescaleequity.local.replay.mirror.BookPlan;
import com.rescaleequity.local.replay.mirror.LevelKey;
import com.rescaleequity.local.replay.mirror.LevelSide;
import com.rescaleequity.local.replay.mirror.LiveBook;
import com.rescaleequity.local.replay.mirror.LiveOrder;
import com.rescaleequity.local.replay.mirror.Mirror;
import com.rescaleequity.local.replay.mirror.OrderCaps;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does on the exchange what each message tells, then corrects what messages cannot tell: a level
 * that comes into view is taken from the row, for what happened to it out of view is in no message.
 * Any other correction is counted as a contradiction.
 */
final class LobsterFollower {

    private final Mirror mirror;
    private final OrderCaps caps;
    private final LobsterCounts counts;
    private final RecordedOrders recorded = new RecordedOrders();
    private final Set<LevelKey> withheld = new HashSet<>();
    private @Nullable LobsterRow before;

    LobsterFollower(Mirror mirror, OrderCaps caps, LobsterCounts counts) {
        this.mirror = mirror;
        this.caps = caps;
        this.counts = counts;
    }

    /**
     * Brings the exchange to the state after a message.
     *
     * @return whether the exchange can show that state at all
     */
    boolean apply(LobsterMessage message, LobsterRow row) throws IOException, InterruptedException {
        counts.messages++;
        if (before == null) {
            seed(message, row);
        }
        switch (message.event()) {
            case SUBMITTED -> submit(message);
            case REDUCED, DELETED -> takeAway(message);
            case EXECUTED -> execute(message);
            case EXECUTED_HIDDEN -> counts.hidden++;
            case CROSSED -> counts.crossTrades++;
            case HALTED -> counts.halts++;
        }
        boolean crossed = row.crossed();
        if (crossed) {
            counts.crossedRows++;
        } else {
            correct(row);
        }
        before = row;
        return !crossed;
    }

    /** The book before the first message: the first row without what that message did. */
    private void seed(LobsterMessage first, LobsterRow row)
            throws IOException, InterruptedException {
        BookPlan plan = new BookPlan();
        Set<LevelKey> levels = levels(row);
        levels.addAll(mirror.live().levels());
        if (first.visible()) {
            levels.add(first.level());
        }
        for (LevelKey level : levels) {
            long quantity = row.quantity(level);
            if (first.visible() && level.equals(first.level())) {
                boolean added = first.event() == LobsterMessage.Event.SUBMITTED;
                quantity += added ? -first.quantity() : first.quantity();
            }
            counts.seededLevels += quantity > 0 ? 1 : 0;
            bring(plan, level, Math.max(0, quantity));
        }
        mirror.carryOut(plan);
    }

    private static Set<LevelKey> levels(LobsterRow row) {
        Set<LevelKey> levels = new HashSet<>();
        for (LevelSide side : LevelSide.values()) {
            row.side(side).keySet().forEach(price -> levels.add(new LevelKey(side, price)));
        }
        return levels;
    }

    private void bring(BookPlan plan, LevelKey level, long quantity) {
        List<LiveOrder> present = mirror.live().at(level);
        plan.bring(level, present, quantity, caps.largestOrder(level.price()));
    }

    private void submit(LobsterMessage message) throws IOException, InterruptedException {
        LevelKey level = message.level();
        if (mirror.crosses(level)) {
            withheld.add(level);
            return;
        }
        BookPlan plan = new BookPlan();
        long largest = caps.largestOrder(level.price());
        for (long left = message.quantity(); left > 0; left -= Math.min(left, largest)) {
            plan.creates().add(new BookPlan.NewOrder(level, Math.min(left, largest)));
        }
        mirror.carryOut(plan);
        List<LiveOrder> there = mirror.live().at(level);
        if (plan.creates().size() == 1 && !there.isEmpty()) {
            recorded.rests(message.orderId(), there.getLast());
        }
    }

    /** From the order itself if it is known, else from the oldest orders of the level. */
    private void takeAway(LobsterMessage message) throws IOException, InterruptedException {
        LevelKey level = message.level();
        LiveBook live = mirror.live();
        BookPlan plan = new BookPlan();
        LiveOrder known = recorded.find(message.orderId(), live);
        if (known == null) {
            counts.ofEarlierOrders++;
        }
        long left = message.quantity();
        for (LiveOrder order : recorded.inTurn(known, live.at(level))) {
            long part = Math.min(left, order.remaining());
            if (part == order.remaining()) {
                plan.cancels().add(order);
            } else if (part > 0) {
                plan.reductions().add(new BookPlan.Resize(order, order.remaining() - part));
            }
            left -= part;
        }
        mirror.carryOut(plan).forEach(recorded::replaced);
        if (message.event() == LobsterMessage.Event.DELETED) {
            recorded.closed(message.orderId());
        }
    }

    private void execute(LobsterMessage message) throws IOException, InterruptedException {
        counts.executions++;
        LevelKey level = message.level();
        LiveBook live = mirror.live();
        LiveOrder known = recorded.find(message.orderId(), live);
        boolean best =
                live.reachedFrom(level.side(), level.price()).stream()
                        .allMatch(order -> order.level().equals(level));
        if (!best || live.quantity(level) < message.quantity()) {
            counts.awayFromBest++;
            takeAway(message);
            return;
        }
        if (known == null) {
            counts.ofEarlierOrders++;
        }
        if (known == null ? recorded.knows(live.at(level).getFirst()) : !oldest(known)) {
            counts.outOfTurn++;
        }
        TapeTrade trade =
                new TapeTrade(
                        counts.messages,
                        Units.toDecimal(level.price()),
                        Units.toDecimal(message.quantity()),
                        level.side().opposite().orderSide(),
                        0);
        if (mirror.take(List.of(trade)) > 0) {
            counts.deviations++;
            mirror.reload();
        }
    }

    private boolean oldest(LiveOrder order) {
        return mirror.live().at(order.level()).getFirst() == order;
    }

    private void correct(LobsterRow row) throws IOException, InterruptedException {
        BookPlan plan = new BookPlan();
        Set<LevelKey> levels = levels(row);
        mirror.live().levels().stream().filter(row::shows).forEach(levels::add);
        long revealed = 0;
        for (LevelKey level : levels) {
            if (mirror.live().quantity(level) != row.quantity(level)) {
                bring(plan, level, row.quantity(level));
                boolean told = (before == null || before.shows(level)) && !withheld.remove(level);
                counts.contradictions += told ? 1 : 0;
                revealed += told ? 0 : 1;
            }
        }
        counts.revealedLevels += revealed;
        counts.revealingRows += revealed > 0 ? 1 : 0;
        mirror.carryOut(plan).forEach(recorded::replaced);
    }
}
