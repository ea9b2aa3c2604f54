package com.rescaleequity.local.replay.book;

import com.rescaleequity.local.replay.TapeTrade;
import com.rescaleequity.local.replay.mirror.BookPlan;
import com.rescaleequity.local.replay.mirror.LevelKey;
import com.rescaleequity.local.replay.mirror.LevelSide;
import com.rescaleequity.local.replay.mirror.LiveBook;
import com.rescaleequity.local.replay.mirror.LiveOrder;
import com.rescaleequity.platform.decimal.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recorded trades in a row that one sweep could have made: all taken by the same side, each at the
 * price of the one before or a worse one. The book is prepared for all of them at once.
 *
 * @param makers the side whose orders are taken
 * @param trades in recorded order
 * @param quantities what is taken at each price, in units, best price first
 */
record TradeRun(LevelSide makers, List<TapeTrade> trades, Map<Long, Long> quantities) {

    /** Splits trades, in their order, into runs. */
    static List<TradeRun> split(List<TapeTrade> trades) {
        List<TradeRun> runs = new ArrayList<>();
        List<TapeTrade> current = new ArrayList<>();
        for (TapeTrade trade : trades) {
            if (!current.isEmpty() && !continues(current.getLast(), trade)) {
                runs.add(of(current));
                current.clear();
            }
            current.add(trade);
        }
        if (!current.isEmpty()) {
            runs.add(of(current));
        }
        return runs;
    }

    private static boolean continues(TapeTrade before, TapeTrade next) {
        int step = next.price().compareTo(before.price());
        return next.takerSide().equals(before.takerSide())
                && (next.takerSide().equals("buy") ? step >= 0 : step <= 0);
    }

    private static TradeRun of(List<TapeTrade> trades) {
        Map<Long, Long> quantities = new LinkedHashMap<>();
        for (TapeTrade trade : trades) {
            quantities.merge(
                    Units.fromDecimal(trade.price()),
                    Units.fromDecimal(trade.quantity()),
                    Long::sum);
        }
        return new TradeRun(
                LevelSide.ofOrder(trades.getFirst().makerSide()), List.copyOf(trades), quantities);
    }

    /**
     * What must change so that takers, limited to their recorded prices, print exactly these
     * trades: nothing better than what they take, one oldest order that is large enough at each
     * price, no more than is taken at all prices but the last.
     */
    BookPlan prepare(LiveBook live) {
        BookPlan plan = new BookPlan();
        List<Long> prices = List.copyOf(quantities.keySet());
        plan.cancels().addAll(live.reachedFrom(makers.opposite(), prices.getFirst()));
        long last = prices.getLast();
        for (LiveOrder better : live.reachedFrom(makers, last)) {
            if (!quantities.containsKey(better.level().price())) {
                plan.cancels().add(better);
            }
        }
        quantities.forEach((price, quantity) -> {
            LevelKey level = new LevelKey(makers, price);
            List<LiveOrder> orders = live.at(level);
            boolean enough = !orders.isEmpty() && orders.getFirst().remaining() >= quantity;
            if (!enough) {
                plan.replace(level, orders, quantity);
            } else if (price != last) {
                plan.cancels().addAll(orders.subList(1, orders.size()));
                if (orders.getFirst().remaining() > quantity) {
                    plan.reductions().add(new BookPlan.Resize(orders.getFirst(), quantity));
                }
            }
        });
        return plan;
    }
}
