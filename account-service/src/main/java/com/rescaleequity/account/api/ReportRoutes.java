package com.rescaleequity.account.api;

import com.rescaleequity.account.reports.DailyReports;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.operator.OperatorCall;
import com.rescaleequity.platform.operator.OperatorCalls;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The operators' calls that tell what a day came to. */
@ApplicationScoped
public class ReportRoutes {

    private final OperatorCalls calls;
    private final DailyReports reports;

    ReportRoutes(OperatorCalls calls, DailyReports reports) {
        this.calls = calls;
        this.reports = reports;
    }

    void install(@Observes ManagementInterface management) {
        calls.get(management, "/admin/v1/reports/daily", this::daily);
    }

    private Uni<DailyReports.Report> daily(OperatorCall call) {
        Problems problems = new Problems();
        Fields query = call.query(problems);
        LocalDate date = date(query);
        problems.throwIfAny();
        return reports.of(date == null ? LocalDate.EPOCH : date);
    }

    private static @Nullable LocalDate date(Fields query) {
        String given = query.requiredText("date");
        try {
            return given == null ? null : LocalDate.parse(given);
        } catch (DateTimeParseException e) {
            query.problem("date", ErrorCode.INVALID_PARAMETER, "must be a day, as 2026-12-01.");
            return null;
        }
    }
}
