package com.rescaleequity.systemtest.load;

import com.rescaleequity.systemtest.load.flow.Mix;
import java.util.ArrayList;
import java.util.List;

/**
 * Which stages a run has, in their order.
 *
 * @param mixes which
 * @param doors through which the mixes go that both doors take
 * @param rates of the open loops; with none of both given, each mix has its own
 * @param closed how many calls are under way in the closed loops
 */
record Plan(List<Mix> mixes, List<Door> doors, List<Integer> rates, List<Integer> closed) {

    private static final List<Integer> CLOSED = List.of(16, 64, 128);
    private static final List<Integer> RATES = List.of(1_000, 3_000, 5_000, 10_000);
    private static final int ONE_CLOSED = 64;
    private static final double HALF = 0.5;

    List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        for (Mix mix : mixes) {
            for (Door door : doors(mix)) {
                paces(mix).forEach(pace -> stages.add(new Stage(mix, door, pace)));
            }
        }
        return stages;
    }

    private List<Door> doors(Mix mix) {
        return switch (mix) {
            case LIMIT, MIXED, MARKET, AMEND, CANCEL -> doors;
            case ECHO, HOT, MANY, STORM, OVERLOAD, ACCOUNT, OPEN_ORDERS, TICKERS ->
                    List.of(Door.REST);
        };
    }

    private List<Pace> paces(Mix mix) {
        if (mix == Mix.OVERLOAD || mix == Mix.STORM) {
            return List.of(new Pace.Closed(CLOSED.getLast()));
        }
        if (!rates.isEmpty() || !closed.isEmpty()) {
            return paces(closed, rates);
        }
        return switch (mix) {
            case ECHO -> paces(CLOSED, List.of());
            case LIMIT -> paces(CLOSED, RATES);
            case ACCOUNT, OPEN_ORDERS, TICKERS ->
                    List.of(new Pace.Closed(ONE_CLOSED), new Pace.Share(HALF));
            case MIXED, MARKET, AMEND, CANCEL, HOT, MANY, STORM, OVERLOAD ->
                    paces(List.of(ONE_CLOSED), List.of());
        };
    }

    private static List<Pace> paces(List<Integer> connections, List<Integer> rates) {
        List<Pace> paces = new ArrayList<>();
        connections.forEach(count -> paces.add(new Pace.Closed(count)));
        rates.forEach(rate -> paces.add(new Pace.Open(rate)));
        return paces;
    }
}
