package com.rescaleequity.local.replay.book;

import com.rescaleequity.local.replay.mirror.LevelKey;
import com.rescaleequity.local.replay.mirror.LevelSide;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The exchange's book beside the recorded one, level by level. */
final class DepthComparison {

    /**
     * One side.
     *
     * @param recorded levels that the recording knows to hold something
     * @param covered how many of them lie in the price range of its snapshot
     * @param refused how many of them the exchange did not take
     * @param equal how many of the others have exactly the recorded quantity
     * @param surplus levels of the exchange at which the recording knows that there is nothing
     * @param undetermined levels of the exchange of which the recording tells nothing
     */
    record Side(int recorded, int covered, int refused, int equal, int surplus, int undetermined) {

        int compared() {
            return recorded - refused;
        }

        boolean exact() {
            return equal == compared() && surplus == 0;
        }
    }

    private final Map<LevelSide, Side> sides = new EnumMap<>(LevelSide.class);
    private final RecordedBook recorded;

    /**
     * Compares everything.
     *
     * @param bids of the exchange, quantity by price
     * @param asks of the exchange, quantity by price
     * @param refused levels that the exchange did not take
     */
    DepthComparison(
            RecordedBook recorded,
            Map<Long, Long> bids,
            Map<Long, Long> asks,
            Set<LevelKey> refused) {
        this.recorded = recorded;
        sides.put(LevelSide.BID, compare(LevelSide.BID, bids, refused));
        sides.put(LevelSide.ASK, compare(LevelSide.ASK, asks, refused));
    }

    private Side compare(LevelSide side, Map<Long, Long> exchange, Set<LevelKey> refused) {
        int covered = 0;
        int untaken = 0;
        int equal = 0;
        for (Map.Entry<Long, Long> level : recorded.levels(side).entrySet()) {
            LevelKey key = new LevelKey(side, level.getKey());
            covered += recorded.covered(key) ? 1 : 0;
            if (refused.contains(key)) {
                untaken++;
            } else if (level.getValue().equals(exchange.get(level.getKey()))) {
                equal++;
            }
        }
        int surplus = 0;
        int undetermined = 0;
        for (long price : exchange.keySet()) {
            LevelKey key = new LevelKey(side, price);
            if (recorded.quantity(key) == 0) {
                surplus += recorded.determined(key) ? 1 : 0;
                undetermined += recorded.determined(key) ? 0 : 1;
            }
        }
        int known = recorded.levels(side).size();
        return new Side(known, covered, untaken, equal, surplus, undetermined);
    }

    Side side(LevelSide side) {
        return Objects.requireNonNull(sides.get(side));
    }

    boolean exact() {
        return side(LevelSide.BID).exact() && side(LevelSide.ASK).exact();
    }

    List<String> lines() {
        Side bids = side(LevelSide.BID);
        Side asks = side(LevelSide.ASK);
        return List.of(
                line("depth", "bids", "asks"),
                line("levels recorded", bids.recorded(), asks.recorded()),
                line("  in the snapshot's range", bids.covered(), asks.covered()),
                line(
                        "  beyond it, named since",
                        bids.recorded() - bids.covered(),
                        asks.recorded() - asks.covered()),
                line("refused by the exchange", bids.refused(), asks.refused()),
                line("levels compared", bids.compared(), asks.compared()),
                line("levels equal", bids.equal(), asks.equal()),
                line("levels too many", bids.surplus(), asks.surplus()),
                line("undetermined, on the exchange", bids.undetermined(), asks.undetermined()));
    }

    private static String line(String what, Object bids, Object asks) {
        return String.format(Locale.ROOT, "  %-30s %8s %8s", what, bids, asks);
    }
}
