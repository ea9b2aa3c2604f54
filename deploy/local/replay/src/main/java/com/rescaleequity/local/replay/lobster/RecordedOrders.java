package com.rescaleequity.local.replay.lobster;

import com.rescaleequity.local.replay.mirror.LiveBook;
import com.rescaleequity.local.replay.mirror.LiveOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which recorded order an order of the mirror stands for. The others stand for orders of which the
 * file has no submission.
 */
final class RecordedOrders {

    private final Map<Long, LiveOrder> byId = new HashMap<>();
    private final IdentityHashMap<LiveOrder, Long> ids = new IdentityHashMap<>();

    void rests(long id, LiveOrder order) {
        byId.put(id, order);
        ids.put(order, id);
    }

    /** Null if the file has not shown its submission, or if it rests no more. */
    @Nullable LiveOrder find(long id, LiveBook live) {
        LiveOrder order = byId.get(id);
        if (order != null && !live.at(order.level()).contains(order)) {
            closed(id);
            return null;
        }
        return order;
    }

    boolean knows(LiveOrder order) {
        return ids.containsKey(order);
    }

    void replaced(LiveOrder before, LiveOrder after) {
        Long id = ids.remove(before);
        if (id != null) {
            rests(id, after);
        }
    }

    void closed(long id) {
        LiveOrder order = byId.remove(id);
        if (order != null) {
            ids.remove(order);
        }
    }

    /** The orders of a level from which to take: a known one first, then unknown ones by age. */
    List<LiveOrder> inTurn(@Nullable LiveOrder known, List<LiveOrder> level) {
        List<LiveOrder> turn = new ArrayList<>();
        if (known != null && level.contains(known)) {
            turn.add(known);
        }
        level.stream().filter(order -> !knows(order)).forEach(turn::add);
        level.stream().filter(order -> knows(order) && order != known).forEach(turn::add);
        return turn;
    }
}
