package com.rescaleequity.account.fees;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AuditRecord;
import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.control.Effect;
import com.rescaleequity.account.outbox.Outbox;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.platform.view.AccountIds;
import com.rescaleequity.protocol.trading.SetAccountFees;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives accounts their fee tier: row, audit record and the command that tells the core in one
 * transaction. The core pays by it from that command on.
 */
@ApplicationScoped
public class FeeAssignment {

    private final FirstAnswers answers;
    private final Outbox outbox;
    private final Effect effect;
    private final Clock clock;

    public FeeAssignment(FirstAnswers answers, Outbox outbox, Effect effect, Clock clock) {
        this.answers = answers;
        this.outbox = outbox;
        this.effect = effect;
        this.clock = clock;
    }

    /** Assigns a tier; answers when the core has it, or after five seconds that it is pending. */
    public Uni<AssignedFees> assign(
            long accountId, FeeTier tier, Origin origin, NamedRequest request) {
        return Panache.withTransaction(() ->
                        answers.once(
                                request,
                                Long.class,
                                () -> store(accountId, tier, origin).map(told -> told.messageId)))
                .chain(answer -> effect.isPending(List.of(), List.of(answer.value())))
                .map(pending -> new AssignedFees(accountId, tier, pending));
    }

    private Uni<OutboxMessage> store(long accountId, FeeTier tier, Origin origin) {
        return Account.<Account>findById(accountId, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() ->
                        ApiException.ofField(
                                "accountId", ErrorCode.INVALID_PARAMETER, "is not an account."))
                .chain(account -> {
                    String before = account.feeTier;
                    account.feeTier = tier.name();
                    return audit(accountId, before, tier, origin);
                })
                .chain(() ->
                        outbox.setAccountFees(
                                SetAccountFees.newBuilder()
                                        .setAccountId(accountId)
                                        .setMakerShare(Units.fromDecimal(tier.makerShare()))
                                        .setTakerShare(Units.fromDecimal(tier.takerShare()))
                                        .build()));
    }

    private Uni<AuditRecord> audit(long accountId, String before, FeeTier tier, Origin origin) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("before", before);
        detail.put("tier", tier.name());
        detail.put("makerShare", tier.makerShare());
        detail.put("takerShare", tier.takerShare());
        return AuditRecord.write(
                clock.millis(), origin, "accounts.fees", AccountIds.text(accountId), detail);
    }
}
