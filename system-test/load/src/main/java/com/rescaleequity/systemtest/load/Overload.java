package com.rescaleequity.systemtest.load;

import com.rescaleequity.systemtest.load.flow.Mix;
import com.rescaleequity.systemtest.load.report.Calls;
import com.rescaleequity.systemtest.load.report.OverloadReport;
import com.rescaleequity.systemtest.load.report.StageReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Offers three times what goes, and looks at what was before, what goes on, and what is after. */
final class Overload {

    private static final int TIMES = 3;
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private final StageRunner runner;
    private final Stage closed;
    private final List<StageReport> stages = new ArrayList<>();

    Overload(StageRunner runner, Stage closed) {
        this.runner = runner;
        this.closed = closed;
    }

    /** The four stages of it: peak, before, overload, after. */
    List<StageReport> stages() {
        return stages;
    }

    OverloadReport run(int round) throws IOException, InterruptedException {
        double peak = run(new Stage(Mix.LIMIT, Door.REST, closed.pace())).calls().perSecond();
        int half = (int) Math.max(1, peak / 2);
        int offered = (int) Math.max(1, peak * TIMES);
        Stage halfLoad = new Stage(Mix.LIMIT, Door.REST, new Pace.Open(half));
        double before = run(halfLoad).calls().latency().p99();
        Calls calls = run(new Stage(Mix.OVERLOAD, Door.REST, new Pace.Open(offered))).calls();
        runner.rest(RECOVERY);
        double after = run(halfLoad).calls().latency().p99();
        return new OverloadReport(
                round,
                peak,
                offered,
                calls.perSecond(),
                calls.refusals().stream().mapToDouble(Calls.Refusal::p99).max().orElse(0),
                calls.kinds().stream()
                        .filter(kind -> kind.call().equals("cancel"))
                        .mapToDouble(kind -> kind.latency().p99())
                        .findFirst()
                        .orElse(0),
                before,
                after);
    }

    private StageReport run(Stage stage) throws IOException {
        StageReport report = runner.run(stage);
        stages.add(report);
        return report;
    }
}
