package com.rescaleequity.account.reset;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AccountStatus;
import com.rescaleequity.account.accounts.AuditRecord;
import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.control.AccountControl;
import com.rescaleequity.account.control.Effect;
import com.rescaleequity.account.ledger.AccountBalance;
import com.rescaleequity.account.ledger.Ledger;
import com.rescaleequity.account.ledger.LedgerQueries;
import com.rescaleequity.account.outbox.Outbox;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.account.requests.FirstAnswers.Answer;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.platform.environment.Environment;
import com.rescaleequity.platform.runtime.Worker;
import com.rescaleequity.platform.view.AccountIds;
import com.rescaleequity.protocol.trading.FundsMoveKind;
import com.rescaleequity.protocol.trading.MoveFunds;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets an account of the sandbox begin anew: the core stops it, which ends its orders; once the
 * ledger has seen that, what it has is moved to what it began with, and it goes on. The history
 * stays. Whoever dies between the two steps leaves the second to the worker.
 */
@ApplicationScoped
public class SandboxReset {

    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final long LEFT_MILLIS = Duration.ofSeconds(15).toMillis();
    private static final String START =
            """
            INSERT INTO sandbox_reset (account_id, message_id, started_at)
            VALUES (:account, :message, :now) ON CONFLICT DO NOTHING\
            """;
    private static final String LEFT =
            "SELECT account_id FROM sandbox_reset WHERE started_at < :before LIMIT 100";
    private static final String FINISH = "DELETE FROM sandbox_reset WHERE account_id = :account";

    /** What an account began with: deposits that count against no limit. */
    private static final String FUNDS =
            """
            SELECT asset || ' ' || sum(amount) FROM transfer
            WHERE account_id = :account AND counted_value = 0 GROUP BY asset\
            """;

    private final Worker worker = new Worker("sandbox-reset", this::round);
    private final Ledger ledger;
    private final LedgerQueries balances;
    private final Outbox outbox;
    private final FirstAnswers answers;
    private final Effect effect;
    private final Environment environment;
    private final Clock clock;

    SandboxReset(
            Ledger ledger,
            LedgerQueries balances,
            Outbox outbox,
            FirstAnswers answers,
            Effect effect,
            Environment environment,
            Clock clock) {
        this.ledger = ledger;
        this.balances = balances;
        this.outbox = outbox;
        this.answers = answers;
        this.effect = effect;
        this.environment = environment;
        this.clock = clock;
    }

    /**
     * What was begun.
     *
     * @param stop the message that stops the account
     */
    public record Begun(long accountId, long stop) {}

    /**
     * What came of it.
     *
     * @param pending whether the core has yet to do some of it
     */
    public record Outcome(boolean pending, boolean repeated) {}

    void start(@Observes StartupEvent event) {
        if (environment.isSandbox()) {
            worker.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    /**
     * Begins an account anew.
     *
     * @param request the caller's name for it, by which it is done once; null without one
     */
    public Uni<Outcome> reset(long accountId, Origin origin, @Nullable NamedRequest request) {
        return Panache.withTransaction(
                        () -> answers.once(request, Begun.class, () -> begin(accountId, origin)))
                .invoke(effect::hasten)
                .chain(this::restore);
    }

    private Uni<Begun> begin(long accountId, Origin origin) {
        return Account.locked(accountId)
                .chain(account ->
                        outbox.setAccountState(
                                AccountControl.command(accountId, AccountStatus.SUSPENDED)))
                .call(stop ->
                        Panache.getSession()
                                .chain(session ->
                                        session.createNativeQuery(START)
                                                .setParameter("account", accountId)
                                                .setParameter("message", stop.messageId)
                                                .setParameter("now", clock.millis())
                                                .executeUpdate()))
                .call(stop ->
                        AuditRecord.write(
                                clock.millis(),
                                origin,
                                "sandbox.reset",
                                AccountIds.text(accountId),
                                Map.of()))
                .map(stop -> new Begun(accountId, stop.messageId));
    }

    private Uni<Outcome> restore(Answer<Begun> begun) {
        long accountId = begun.value().accountId();
        if (begun.repeated()) {
            return Uni.createFrom().item(new Outcome(false, true));
        }
        return effect.isPending(List.of(), List.of(begun.value().stop()))
                .chain(pending ->
                        pending
                                ? Uni.createFrom().item(new Outcome(true, false))
                                : finish(accountId)
                                        .chain(moves -> effect.isPending(List.of(), moves))
                                        .map(late -> new Outcome(late, false)));
    }

    /** Gives the account what it began with; nothing when somebody has. */
    Uni<List<Long>> finish(long accountId) {
        return ledger.read(() -> balances.balances(accountId))
                .chain(has ->
                        Panache.withTransaction(() ->
                                Account.locked(accountId)
                                        .chain(account ->
                                                Panache.getSession()
                                                        .chain(session ->
                                                                session.createNativeQuery(FINISH)
                                                                        .setParameter(
                                                                                "account",
                                                                                accountId)
                                                                        .executeUpdate())
                                                        .chain(mine ->
                                                                mine == 0
                                                                        ? Uni.createFrom()
                                                                                .item(
                                                                                        List
                                                                                                .<Long>
                                                                                                        of())
                                                                        : give(account, has)))))
                .invoke(effect::hasten);
    }

    private Uni<List<Long>> give(Account account, List<AccountBalance> has) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(FUNDS, String.class)
                                .setParameter("account", account.accountId)
                                .getResultList())
                .map(rows -> moves(account.accountId, rows, has))
                .chain(moves ->
                        Multi.createFrom()
                                .iterable(moves)
                                .onItem()
                                .transformToUniAndConcatenate(move -> outbox.moveFunds(move, 0))
                                .map(message -> message.messageId)
                                .collect()
                                .asList())
                .chain(messages ->
                        outbox.setAccountState(
                                        AccountControl.command(account.accountId, account.mayDo()))
                                .map(last -> join(messages, last.messageId)));
    }

    private static List<Long> join(List<Long> messages, long last) {
        return java.util.stream.Stream.concat(messages.stream(), java.util.stream.Stream.of(last))
                .toList();
    }

    private static List<MoveFunds> moves(
            long accountId, List<String> began, List<AccountBalance> has) {
        Map<String, Long> differences = new TreeMap<>();
        for (String row : began) {
            int gap = row.indexOf(' ');
            differences.put(row.substring(0, gap), Long.parseLong(row.substring(gap + 1)));
        }
        has.forEach(
                balance -> differences.merge(balance.asset(), -balance.total(), Math::addExact));
        return differences.entrySet().stream()
                .filter(difference -> difference.getValue() != 0)
                .map(difference ->
                        MoveFunds.newBuilder()
                                .setAccountId(accountId)
                                .setAsset(difference.getKey())
                                .setAmount(difference.getValue())
                                .setKind(FundsMoveKind.ADJUSTMENT)
                                .setReferenceId("reset")
                                .build())
                .toList();
    }

    private void round() throws Throwable {
        worker.pause(PERIOD);
        for (long account : VertxContextSupport.subscribeAndAwait(this::left)) {
            if (worker.isRunning()) {
                VertxContextSupport.subscribeAndAwait(() -> finish(account));
            }
        }
    }

    private Uni<List<Long>> left() {
        return Panache.withSession(() ->
                Panache.getSession()
                        .chain(session ->
                                session.createNativeQuery(LEFT, Long.class)
                                        .setParameter("before", clock.millis() - LEFT_MILLIS)
                                        .getResultList()));
    }
}
