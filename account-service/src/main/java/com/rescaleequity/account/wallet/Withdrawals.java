package com.rescaleequity.account.wallet;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AuditRecord;
import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.control.Effect;
import com.rescaleequity.account.ledger.AccountBalance;
import com.rescaleequity.account.outbox.Outbox;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.account.requests.FirstAnswers.Answer;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.account.wallet.Withdrawal.State;
import com.rescaleequity.platform.assets.ListedAsset;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.protocol.trading.FundsMoveKind;
import com.rescaleequity.protocol.trading.MoveFunds;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes money out of accounts, and gives back what cannot leave. The money is taken from the core
 * when a withdrawal is asked for, by a command of the same transaction; whatever ends it without
 * having left writes the command that gives it back into the transaction that says so.
 */
@ApplicationScoped
public class Withdrawals {

    private final AddressBook book;
    private final WithdrawalPolicy policy;
    private final Outbox outbox;
    private final FirstAnswers answers;
    private final DebitAnswers debits;
    private final Effect effect;
    private final Clock clock;

    public Withdrawals(
            AddressBook book,
            WithdrawalPolicy policy,
            Outbox outbox,
            FirstAnswers answers,
            DebitAnswers debits,
            Effect effect,
            Clock clock) {
        this.book = book;
        this.policy = policy;
        this.outbox = outbox;
        this.answers = answers;
        this.debits = debits;
        this.effect = effect;
        this.clock = clock;
    }

    /**
     * What an account wants to withdraw.
     *
     * @param amount units, with the fee in it
     * @param network how it is to travel
     */
    public record Wanted(
            Destination destination, long amount, ListedAsset.Network network, String requestId) {}

    /**
     * Asks for a withdrawal.
     *
     * @param balance what the account has of the asset, as of now; the core has the last word
     */
    public Uni<Answer<WithdrawalDetails>> ask(
            long accountId,
            Wanted wanted,
            Uni<@Nullable AccountBalance> balance,
            Origin origin,
            List<NamedRequest> names) {
        // Awaited before the transaction, and told within it: a repeated call needs none.
        Uni<@Nullable AccountBalance> known = balance.memoize().indefinitely();
        return known.onFailure()
                .recoverWithNull()
                .chain(() -> askNow(accountId, wanted, known, origin, names))
                .invoke(effect::hasten);
    }

    private Uni<Answer<WithdrawalDetails>> askNow(
            long accountId,
            Wanted wanted,
            Uni<@Nullable AccountBalance> balance,
            Origin origin,
            List<NamedRequest> names) {
        return Panache.withTransaction(() ->
                answers.once(
                        names,
                        WithdrawalDetails.class,
                        () ->
                                Account.locked(accountId)
                                        .chain(account -> admitted(account, wanted, balance))
                                        .call(made -> audit(origin, "withdrawals.create", made))
                                        .map(WithdrawalDetails::of)));
    }

    private Uni<Withdrawal> admitted(
            Account account, Wanted wanted, Uni<@Nullable AccountBalance> balance) {
        WithdrawalPolicy.requireMayWithdraw(account.mayDo());
        String asset = wanted.destination().asset();
        WithdrawalPolicy.requireOpen(asset, wanted.network());
        WithdrawalPolicy.requireInRange(wanted.amount(), wanted.network());
        long value = policy.value(asset, wanted.amount());
        return policy.requireRoom(account.accountId)
                .chain(() -> book.allowed(account.accountId, wanted.destination()))
                .chain(address ->
                        policy.requireWithinDay(account.accountId, value)
                                .call(() -> requireBalance(wanted, balance))
                                .chain(ofDay ->
                                        store(
                                                account.accountId,
                                                wanted,
                                                address.label,
                                                new Value(value, ofDay))));
    }

    private static Uni<Void> requireBalance(Wanted wanted, Uni<@Nullable AccountBalance> balance) {
        return balance.invoke(has ->
                        WithdrawalPolicy.requireBalance(
                                wanted.destination().asset(), wanted.amount(), has))
                .replaceWithVoid();
    }

    /** What a withdrawal is worth, and all of its account's of a day. */
    private record Value(long own, long ofDay) {}

    private Uni<Withdrawal> store(long accountId, Wanted wanted, String label, Value value) {
        Withdrawal withdrawal = new Withdrawal();
        withdrawal.accountId = accountId;
        withdrawal.asset = wanted.destination().asset();
        withdrawal.network = wanted.destination().network();
        withdrawal.address = wanted.destination().address();
        withdrawal.memo = wanted.destination().memo();
        withdrawal.label = label;
        withdrawal.amount = wanted.amount();
        withdrawal.fee = Units.fromDecimal(wanted.network().withdrawalFee());
        withdrawal.countedValue = value.own();
        withdrawal.requestId = wanted.requestId();
        withdrawal.approval =
                policy.needsApproval(value.own(), value.ofDay())
                        ? Withdrawal.WAITING
                        : Withdrawal.NOT_NEEDED;
        withdrawal.createdAt = clock.millis();
        withdrawal.updatedAt = withdrawal.createdAt;
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery("SELECT nextval('transfer_number')", Long.class)
                                .getSingleResult())
                .invoke(number -> withdrawal.transferNumber = number)
                .chain(() ->
                        outbox.moveFunds(
                                move(withdrawal, FundsMoveKind.WITHDRAWAL, -withdrawal.amount), 0))
                .invoke(message -> withdrawal.messageId = message.messageId)
                .chain(() -> withdrawal.persist());
    }

    /**
     * Takes a withdrawal back as long as nothing has gone out.
     *
     * @throws ApiException TRANSFER_NOT_FOUND, WITHDRAWAL_NOT_CANCELLABLE
     */
    public Uni<Answer<WithdrawalDetails>> cancel(
            long accountId, String transferId, Origin origin, List<NamedRequest> names) {
        return answered(accountId, transferId)
                .chain(() -> cancelNow(accountId, transferId, origin, names))
                .invoke(effect::hasten);
    }

    private Uni<Answer<WithdrawalDetails>> cancelNow(
            long accountId, String transferId, Origin origin, List<NamedRequest> names) {
        return Panache.withTransaction(() ->
                answers.once(
                        names,
                        WithdrawalDetails.class,
                        () ->
                                locked(accountId, transferId)
                                        .call(debits::note)
                                        .call(Withdrawals::requireCancellable)
                                        .call(withdrawal ->
                                                giveBack(withdrawal, State.CANCELLED, ""))
                                        .call(withdrawal ->
                                                audit(origin, "withdrawals.cancel", withdrawal))
                                        .map(WithdrawalDetails::of)));
    }

    private static Uni<Void> requireCancellable(Withdrawal withdrawal) {
        return switch (withdrawal.state()) {
            case PENDING -> Uni.createFrom().voidItem();
            case REQUESTED ->
                    Uni.createFrom()
                            .failure(
                                    ApiException.unavailable(
                                            "The withdrawal has just been asked for; retry.", 500));
            case PROCESSING, COMPLETED, FAILED, CANCELLED ->
                    Uni.createFrom()
                            .failure(
                                    new ApiException(
                                            ErrorCode.WITHDRAWAL_NOT_CANCELLABLE,
                                            "The withdrawal is " + withdrawal.state + ".",
                                            Map.of("status", withdrawal.state)));
        };
    }

    /** Waits a few seconds for the core to say whether it has taken the money. */
    private Uni<Void> answered(long accountId, String transferId) {
        return Panache.withSession(() ->
                        Withdrawal.<Withdrawal>findById(number(transferId))
                                .map(found ->
                                        found == null
                                                        || found.accountId != accountId
                                                        || found.state() != State.REQUESTED
                                                ? List.<Long>of()
                                                : List.of(found.messageId)))
                .chain(command -> effect.isPending(List.of(), command))
                .replaceWithVoid();
    }

    private static Uni<Withdrawal> locked(long accountId, String transferId) {
        return find(transferId)
                .map(withdrawal -> {
                    if (withdrawal == null || withdrawal.accountId != accountId) {
                        throw unknown(transferId);
                    }
                    return withdrawal;
                });
    }

    private static Uni<@Nullable Withdrawal> find(String transferId) {
        long number = number(transferId);
        return number < 0 ? Uni.createFrom().nullItem() : Withdrawal.locked(number);
    }

    /** The number in a public id; -1 when it is none. */
    public static long number(String transferId) {
        return transferId.matches("w_[0-9]{1,18}") ? Long.parseLong(transferId.substring(2)) : -1;
    }

    /** The refusal of an id that the account does not have. */
    public static ApiException unknown(String transferId) {
        return new ApiException(
                ErrorCode.TRANSFER_NOT_FOUND,
                "The account has no such transfer.",
                Map.of("transferId", transferId.substring(0, Math.min(64, transferId.length()))));
    }

    /** An operator lets a withdrawal go that waits for it, or refuses one that has not gone. */
    public Uni<WithdrawalDetails> decide(
            String transferId, boolean approved, Origin origin, NamedRequest request) {
        return Panache.withTransaction(() ->
                        answers.once(
                                request,
                                WithdrawalDetails.class,
                                () ->
                                        find(transferId)
                                                .call(found ->
                                                        found == null
                                                                ? Uni.createFrom().voidItem()
                                                                : debits.note(found))
                                                .map(found ->
                                                        decidable(transferId, approved, found))
                                                .call(found -> decide(found, approved, origin))
                                                .map(WithdrawalDetails::of)))
                .invoke(effect::hasten)
                .map(Answer::value);
    }

    private static Withdrawal decidable(
            String transferId, boolean approved, @Nullable Withdrawal found) {
        if (found == null) {
            throw unknown(transferId);
        }
        boolean waits = found.approval.equals(Withdrawal.WAITING);
        if (found.state() != State.PENDING || (approved && !waits)) {
            throw new ApiException(
                    ErrorCode.WITHDRAWAL_NOT_CANCELLABLE,
                    "The withdrawal does not wait for anybody.",
                    Map.of("status", found.state));
        }
        return found;
    }

    private Uni<AuditRecord> decide(Withdrawal withdrawal, boolean approved, Origin origin) {
        withdrawal.approval = origin.actor();
        withdrawal.updatedAt = clock.millis();
        Uni<Void> done =
                approved
                        ? Uni.createFrom().voidItem()
                        : giveBack(withdrawal, State.FAILED, "Refused by the exchange.");
        return done.chain(() ->
                audit(origin, approved ? "withdrawals.approve" : "withdrawals.refuse", withdrawal));
    }

    /** Ends a withdrawal of which nothing has left. Part of the caller's transaction. */
    Uni<Void> giveBack(Withdrawal withdrawal, State end, String reason) {
        withdrawal.setState(end, clock.millis());
        withdrawal.completedAt = withdrawal.updatedAt;
        withdrawal.reason = reason;
        return outbox.moveFunds(move(withdrawal, FundsMoveKind.ADJUSTMENT, withdrawal.amount), 0)
                .invoke(message -> withdrawal.returnMessageId = message.messageId)
                .replaceWithVoid();
    }

    private static MoveFunds move(Withdrawal withdrawal, FundsMoveKind kind, long amount) {
        return MoveFunds.newBuilder()
                .setAccountId(withdrawal.accountId)
                .setAsset(withdrawal.asset)
                .setAmount(amount)
                .setKind(kind)
                .setReferenceId(withdrawal.transferId())
                .build();
    }

    private Uni<AuditRecord> audit(Origin origin, String action, Withdrawal withdrawal) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("account", withdrawal.accountId);
        detail.put("asset", withdrawal.asset);
        detail.put("amount", Units.toDecimal(withdrawal.amount));
        detail.put("address", withdrawal.address);
        return AuditRecord.write(clock.millis(), origin, action, withdrawal.transferId(), detail);
    }
}
