package com.rescaleequity.systemtest.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.systemtest.load.exchange.FollowerProbe.Lag;
import com.rescaleequity.systemtest.load.loop.Measurement;
import com.rescaleequity.systemtest.load.machine.CpuTimes.ProcessCost;
import com.rescaleequity.systemtest.load.machine.CpuTimes.ThreadCost;
import com.rescaleequity.systemtest.load.machine.Memory;
import com.rescaleequity.systemtest.load.machine.Stop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    @Test
    void everyLetterThatMeansSomethingIsEscaped() {
        assertThat(Html.escape("<a href=\"x\" onclick='y'>&</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
    }

    @Test
    void aPageShowsWhatWasFoundAndLoadsAndRunsNothing() {
        // Given
        Report report =
                new Report(
                        new Report.Setting("--mix <b>", "2026-11-30", "http://x", "2 processors"),
                        List.of(stage(1_000), stage(3_000)),
                        List.of(new OverloadReport(1, 5_000, 15_000, 4_800, 12, 40, 9, 10)),
                        new Memory(Map.of("kafka", 300L), 300),
                        List.of(
                                new Report.Proof(
                                        "Money", Report.Outcome.FAILED, "Found by: a < b")),
                        List.of("A <script> is no note"));

        // When
        String page = HtmlReport.page(report);

        // Then
        assertThat(page)
                .contains("limit rest, 1,000/s", "<svg", "polyline", "kafka", "broker threads")
                .contains("Money: failed. Found by: a &lt; b")
                .contains("--mix &lt;b&gt;")
                .doesNotContain("<script", "<link", "src=", "@import");
        assertThat(report.holds()).isFalse();
    }

    private static StageReport stage(int rate) {
        return new StageReport(
                new StageReport.StageName("limit", "rest", rate, 256, 1),
                new StageReport.Window(0, 10, 1),
                Calls.of(new Measurement(0, 0, 1_000_000_000), 1_000_000_000),
                List.of(
                        new ProcessCost(
                                "kafka", 60, List.of(new ThreadCost("broker threads", 50)))),
                List.of(new Lag("ledger", 12, 4, 0)),
                List.of(new Stop("kafka", Stop.Kind.LOG_FLUSH, 5, 11)));
    }
}
