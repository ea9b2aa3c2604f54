package com.rescaleequity.account.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.rescaleequity.account.audit.AuditTrail;
import com.rescaleequity.account.corrections.Corrections;
import com.rescaleequity.account.keys.Rewrapping;
import com.rescaleequity.account.wallet.AssetRules;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.operator.OperatorCall;
import com.rescaleequity.platform.operator.OperatorCalls;
import com.rescaleequity.platform.view.AccountIds;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The operators' calls that put balances right, and those that show who did what. */
@ApplicationScoped
public class OversightRoutes {

    private static final String CORRECTIONS = "/admin/v1/corrections";
    private static final String AUDIT = "/admin/v1/audit";
    private static final int MOST = 500;
    private static final int USUAL = 100;

    private final OperatorCalls calls;
    private final Corrections corrections;
    private final AuditTrail audit;
    private final AssetRules assets;
    private final Rewrapping rewrapping;

    OversightRoutes(
            OperatorCalls calls,
            Corrections corrections,
            AuditTrail audit,
            AssetRules assets,
            Rewrapping rewrapping) {
        this.calls = calls;
        this.rewrapping = rewrapping;
        this.corrections = corrections;
        this.audit = audit;
        this.assets = assets;
    }

    /**
     * A correction.
     *
     * @param status waiting or approved
     */
    record CorrectionView(
            String correctionId,
            String accountId,
            String asset,
            BigDecimal amount,
            String status,
            String reason,
            String askedBy,
            long askedAt,
            @Nullable String approvedBy,
            @Nullable Long approvedAt) {

        static CorrectionView of(Corrections.Details correction) {
            return new CorrectionView(
                    correction.correctionId(),
                    AccountIds.text(correction.accountId()),
                    correction.asset(),
                    Units.toDecimal(correction.amount()),
                    correction.approvedBy() == null ? "waiting" : "approved",
                    correction.reason(),
                    correction.askedBy(),
                    correction.askedAt(),
                    correction.approvedBy(),
                    correction.approvedAt());
        }
    }

    /**
     * What an approval did.
     *
     * @param outcome made, refused (the account has less than the correction takes), or pending
     */
    record ApprovalView(String correctionId, String outcome) {}

    /** A record of the audit trail. */
    record AuditView(
            long number,
            long timestamp,
            String actor,
            String action,
            String subject,
            @JsonRawValue String detail,
            String address,
            String reason,
            String requestId,
            String hash) {

        static AuditView of(AuditTrail.Line line) {
            return new AuditView(
                    line.number(),
                    line.at(),
                    line.actor(),
                    line.action(),
                    line.subject(),
                    line.detail(),
                    line.address(),
                    line.reason(),
                    line.requestId(),
                    line.hash());
        }
    }

    void install(@Observes ManagementInterface management) {
        calls.get(management, CORRECTIONS, call -> all());
        calls.post(management, CORRECTIONS, this::correct);
        calls.approval(management, CORRECTIONS + "/:correctionId/approve", this::approve);
        calls.approval(management, "/admin/v1/keys/rewrap", this::rewrap);
        calls.get(management, AUDIT, this::audit);
        calls.get(management, AUDIT + "/verify", call -> audit.verify());
    }

    private Uni<List<CorrectionView>> all() {
        return corrections.newest().map(all -> all.stream().map(CorrectionView::of).toList());
    }

    private Uni<CorrectionView> correct(OperatorCall call) {
        AdminBody.Wanted<AdminBody.Correction> body = AdminBody.correction(call, assets);
        AdminBody.Correction wanted = body.what();
        return corrections
                .ask(
                        wanted.accountId(),
                        wanted.asset(),
                        wanted.amount(),
                        body.origin(),
                        body.request())
                .map(CorrectionView::of);
    }

    private Uni<ApprovalView> approve(OperatorCall call) {
        AdminBody.Wanted<String> body = AdminBody.decision(call, "correctionId");
        return corrections
                .approve(body.what(), body.origin(), body.request())
                .map(effected ->
                        new ApprovalView(body.what(), effected.name().toLowerCase(Locale.ROOT)));
    }

    // Doing it again does nothing, so it needs no name.
    private Uni<Rewrapping.Rewrapped> rewrap(OperatorCall call) {
        var _ = AdminBody.decision(call, "none");
        return rewrapping.all();
    }

    private Uni<List<AuditView>> audit(OperatorCall call) {
        Problems problems = new Problems();
        Fields query = call.query(problems);
        long before = query.integer("before", 1, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);
        long limit = query.integer("limit", 1, MOST, USUAL);
        String subject = query.text("subject");
        String actor = query.text("actor");
        problems.throwIfAny();
        return audit.before(before, subject, actor, (int) limit)
                .map(lines -> lines.stream().map(AuditView::of).toList());
    }
}
