package com.rescaleequity.account.corrections;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AuditRecord;
import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.control.Effect;
import com.rescaleequity.account.ledger.LedgerQueries;
import com.rescaleequity.account.outbox.Outbox;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.view.AccountIds;
import com.rescaleequity.protocol.trading.FundsMoveKind;
import com.rescaleequity.protocol.trading.MoveFunds;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes balances that are wrong: one operator asks, another one agrees, and the core moves the
 * money by a command of that transaction. The ledger shows it as an adjustment.
 */
@ApplicationScoped
public class Corrections {

    private static final int SHOWN = 500;

    private final FirstAnswers answers;
    private final Outbox outbox;
    private final Effect effect;
    private final LedgerQueries journal;
    private final Clock clock;

    Corrections(
            FirstAnswers answers,
            Outbox outbox,
            Effect effect,
            LedgerQueries journal,
            Clock clock) {
        this.answers = answers;
        this.outbox = outbox;
        this.effect = effect;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * A correction as it stands.
     *
     * @param amount units; negative takes away
     * @param approvedBy null = nobody yet
     * @param messageId the order to the core, null until there is one
     */
    public record Details(
            String correctionId,
            long accountId,
            String asset,
            long amount,
            String reason,
            String askedBy,
            long askedAt,
            @Nullable String approvedBy,
            @Nullable Long approvedAt,
            @Nullable Long messageId) {

        static Details of(Correction correction) {
            boolean waits = correction.approvedBy.isEmpty();
            return new Details(
                    correction.correctionId(),
                    correction.accountId,
                    correction.asset,
                    correction.amount,
                    correction.reason,
                    correction.askedBy,
                    correction.askedAt,
                    waits ? null : correction.approvedBy,
                    waits ? null : correction.approvedAt,
                    correction.messageId);
        }
    }

    /** The newest corrections first. */
    public Uni<List<Details>> newest() {
        return Panache.withSession(() ->
                        Correction.<Correction>find("order by correctionNumber desc")
                                .page(0, SHOWN)
                                .list())
                .map(all -> all.stream().map(Details::of).toList());
    }

    /** Asks for a correction. */
    public Uni<Details> ask(
            long accountId, String asset, long amount, Origin origin, NamedRequest request) {
        return Panache.withTransaction(() ->
                        answers.once(
                                request,
                                Details.class,
                                () -> store(accountId, asset, amount, origin)))
                .map(FirstAnswers.Answer::value);
    }

    private Uni<Details> store(long accountId, String asset, long amount, Origin origin) {
        Correction correction = new Correction();
        correction.accountId = accountId;
        correction.asset = asset;
        correction.amount = amount;
        correction.reason = origin.reason();
        correction.askedBy = origin.actor();
        correction.askedAt = clock.millis();
        return Account.<Account>findById(accountId)
                .onItem()
                .ifNull()
                .failWith(() ->
                        ApiException.ofField(
                                "accountId", ErrorCode.INVALID_PARAMETER, "is not an account."))
                .chain(() -> correction.<Correction>persist())
                .call(stored -> audit("corrections.ask", stored, origin))
                .map(Details::of);
    }

    /** What became of a correction. */
    public enum Effected {
        /** The core has not answered. */
        PENDING,
        /** It is in the journal. */
        MADE,
        /** The core has refused it: the account has less than it takes away. */
        REFUSED
    }

    /**
     * Agrees to a correction, and says what the core has made of it.
     *
     * @throws ApiException PERMISSION_DENIED for the one who asked, INVALID_PARAMETER for an id
     *     that is none
     */
    public Uni<Effected> approve(String correctionId, Origin origin, NamedRequest request) {
        return Panache.withTransaction(() ->
                        answers.once(
                                request,
                                Details.class,
                                () ->
                                        locked(correctionId)
                                                .invoke(found -> requireOther(found, origin))
                                                .call(found -> make(found, origin))
                                                .call(found ->
                                                        audit("corrections.approve", found, origin))
                                                .map(Details::of)))
                .invoke(effect::hasten)
                .chain(done -> {
                    Long message = done.value().messageId();
                    return effect.isPending(
                                    List.of(), message == null ? List.of() : List.of(message))
                            .chain(pending ->
                                    pending
                                            ? Uni.createFrom().item(Effected.PENDING)
                                            : effected(done.value().correctionId()));
                });
    }

    private Uni<Effected> effected(String correctionId) {
        return journal.hasMoves(List.of(correctionId))
                .map(made -> made ? Effected.MADE : Effected.REFUSED)
                .onFailure()
                .recoverWithItem(Effected.PENDING);
    }

    private static Uni<Correction> locked(String correctionId) {
        Uni<@Nullable Correction> found =
                correctionId.matches("c_[0-9]{1,18}")
                        ? Correction.findById(
                                Long.parseLong(correctionId.substring(2)),
                                LockModeType.PESSIMISTIC_WRITE)
                        : Uni.createFrom().nullItem();
        return found.onItem()
                .ifNull()
                .failWith(() ->
                        ApiException.ofField(
                                "correctionId",
                                ErrorCode.INVALID_PARAMETER,
                                "is not a correction."));
    }

    private static void requireOther(Correction correction, Origin origin) {
        if (correction.askedBy.equals(origin.actor())) {
            throw new ApiException(
                    ErrorCode.PERMISSION_DENIED, "A correction takes two people; you asked.");
        }
        if (!correction.approvedBy.isEmpty()) {
            throw ApiException.ofField(
                    "correctionId",
                    ErrorCode.INVALID_PARAMETER,
                    "was approved by " + correction.approvedBy + ".");
        }
    }

    private Uni<Void> make(Correction correction, Origin origin) {
        correction.approvedBy = origin.actor();
        correction.approvedAt = clock.millis();
        MoveFunds move =
                MoveFunds.newBuilder()
                        .setAccountId(correction.accountId)
                        .setAsset(correction.asset)
                        .setAmount(correction.amount)
                        .setKind(FundsMoveKind.ADJUSTMENT)
                        .setReferenceId(correction.correctionId())
                        .build();
        return outbox.moveFunds(move, 0)
                .invoke(message -> correction.messageId = message.messageId)
                .replaceWithVoid();
    }

    private Uni<AuditRecord> audit(String action, Correction correction, Origin origin) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("correction", correction.correctionId());
        detail.put("asset", correction.asset);
        detail.put("amount", Units.toDecimal(correction.amount));
        return AuditRecord.write(
                clock.millis(), origin, action, AccountIds.text(correction.accountId), detail);
    }
}
