package com.rescaleequity.systemtest.load.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The same stage in several rounds, and the middle of what they found. */
record Medians(List<StageReport> rounds) {

    /** Stages that are the same but for their round, in the order of their first. */
    static List<Medians> of(List<StageReport> stages) {
        Map<String, List<StageReport>> byName = new LinkedHashMap<>();
        for (StageReport stage : stages) {
            byName.computeIfAbsent(stage.stage().text(), name -> new ArrayList<>()).add(stage);
        }
        return byName.values().stream().map(Medians::new).toList();
    }

    StageReport first() {
        return rounds.getFirst();
    }

    double of(ToDoubleFunction<StageReport> figure) {
        return median(rounds.stream().mapToDouble(figure).toArray());
    }

    /** The middle one; between the middle two of an even number. */
    static double median(double... values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
