package com.rescaleequity.account.reset;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AccountStatus;
import com.rescaleequity.account.control.AccountControl;
import com.rescaleequity.account.control.Effect;
import com.rescaleequity.account.outbox.Outbox;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.account.requests.FirstAnswers.Answer;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.platform.environment.Environment;
import com.rescaleequity.platform.runtime.Worker;
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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets an account of the sandbox begin anew: the core stops it, which ends its orders; once the
 * ledger has seen that, what it has is moved to what it began with, and it goes on. The history
 * stays. Whoever dies between the two steps leaves the second to the worker.
 */
@ApplicationScoped
public class SandboxReset {

    private static final Logger LOG = Logger.getLogger(SandboxReset.class);
    private static final List<Long> NOTHING = List.of();
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final long LEFT_MILLIS = Duration.ofSeconds(15).toMillis();
    private static final String START =
            """
            INSERT INTO sandbox_reset (account_id, message_id, started_at)
            VALUES (:account, :message, :now)\
            """;
    private static final String UNDER_WAY =
            "SELECT message_id FROM sandbox_reset WHERE account_id = :account";
    private static final String LEFT =
            """
            SELECT account_id || ' ' || message_id FROM sandbox_reset WHERE started_at < :before
            ORDER BY started_at LIMIT 100\
            """;

    /** Only once the ledger has passed the command that stops the account. */
    private static final String FINISH =
            """
            DELETE FROM sandbox_reset r USING outbox_message m, follower_position p
            WHERE r.account_id = :account AND r.message_id = :message
                AND m.message_id = r.message_id AND p.follower = 'ledger'
                AND m.record_offset <= p.command_offset\
            """;

    /**
     * What each asset lacks of what the account began with, which are the deposits that count
     * against no limit: beside what it has, what may still come back to it, from withdrawals that
     * have not ended and from those whose money the ledger has not seen again.
     */
    private static final String LACKING =
            """
            SELECT asset || ' ' || sum(amount) FROM (
                SELECT asset, amount FROM transfer
                WHERE account_id = :account AND counted_value = 0
                UNION ALL
                SELECT asset, -total FROM balance WHERE account_id = :account
                UNION ALL
                SELECT w.asset, -w.amount FROM withdrawal w
                LEFT JOIN outbox_message m ON m.message_id = w.return_message_id
                CROSS JOIN (SELECT command_offset FROM follower_position
                    WHERE follower = 'ledger') p
                WHERE w.account_id = :account
                    AND (w.state IN ('requested', 'pending', 'processing')
                        OR w.return_message_id IS NOT NULL
                            AND (m.record_offset IS NULL OR m.record_offset > p.command_offset))
            ) parts GROUP BY asset HAVING sum(amount) <> 0\
            """;

    private final Worker worker = new Worker("sandbox-reset", this::round);
    private final Outbox outbox;
    private final FirstAnswers answers;
    private final Effect effect;
    private final Environment environment;
    private final Clock clock;

    SandboxReset(
            Outbox outbox,
            FirstAnswers answers,
            Effect effect,
            Environment environment,
            Clock clock) {
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
    public Uni<Outcome> reset(long accountId, @Nullable NamedRequest request) {
        return Panache.withTransaction(
                        () -> answers.once(request, Begun.class, () -> begin(accountId)))
                .invoke(effect::hasten)
                .chain(this::restore);
    }

    private Uni<Begun> begin(long accountId) {
        return Account.locked(accountId)
                .chain(account -> Panache.getSession())
                .chain(session ->
                        session.createNativeQuery(UNDER_WAY, Long.class)
                                .setParameter("account", accountId)
                                .getSingleResultOrNull())
                .chain(underWay ->
                        underWay == null ? stop(accountId) : Uni.createFrom().item(underWay))
                .map(stop -> new Begun(accountId, stop));
    }

    private Uni<Long> stop(long accountId) {
        return outbox.setAccountState(AccountControl.command(accountId, AccountStatus.SUSPENDED))
                .map(stop -> stop.messageId)
                .call(stop ->
                        Panache.getSession()
                                .chain(session ->
                                        session.createNativeQuery(START)
                                                .setParameter("account", accountId)
                                                .setParameter("message", stop)
                                                .setParameter("now", clock.millis())
                                                .executeUpdate()));
    }

    /** What is stored is done, however long its effect takes: nothing here is a failure. */
    private Uni<Outcome> restore(Answer<Begun> begun) {
        if (begun.repeated()) {
            return Uni.createFrom().item(new Outcome(false, true));
        }
        Begun begin = begun.value();
        return effect.isPending(List.of(), List.of(begin.stop()))
                .chain(() -> finish(begin.accountId(), begin.stop()))
                .chain(moves ->
                        moves.isEmpty()
                                ? Uni.createFrom().item(true)
                                : effect.isPending(List.of(), moves))
                .onFailure()
                .invoke(e -> LOG.warnf("The reset of account %d goes on: %s", begin.accountId(), e))
                .onFailure()
                .recoverWithItem(true)
                .map(pending -> new Outcome(pending, false));
    }

    /** Gives the account what it lacks; nothing when somebody has, or it is not stopped yet. */
    Uni<List<Long>> finish(long accountId, long stop) {
        return Panache.withTransaction(() ->
                        Account.locked(accountId)
                                .chain(account ->
                                        Panache.getSession()
                                                .chain(session ->
                                                        session.createNativeQuery(FINISH)
                                                                .setParameter("account", accountId)
                                                                .setParameter("message", stop)
                                                                .executeUpdate())
                                                .chain(mine ->
                                                        mine == 0
                                                                ? Uni.createFrom().item(NOTHING)
                                                                : give(account))))
                .invoke(effect::hasten);
    }

    private Uni<List<Long>> give(Account account) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(LACKING, String.class)
                                .setParameter("account", account.accountId)
                                .getResultList())
                .map(rows -> rows.stream().map(row -> move(account.accountId, row)).toList())
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

    private static MoveFunds move(long accountId, String row) {
        int gap = row.indexOf(' ');
        return MoveFunds.newBuilder()
                .setAccountId(accountId)
                .setAsset(row.substring(0, gap))
                .setAmount(Long.parseLong(row.substring(gap + 1)))
                .setKind(FundsMoveKind.ADJUSTMENT)
                .setReferenceId("reset")
                .build();
    }

    private static List<Long> join(List<Long> messages, long last) {
        return java.util.stream.Stream.concat(messages.stream(), java.util.stream.Stream.of(last))
                .toList();
    }

    private void round() throws Throwable {
        worker.pause(PERIOD);
        for (String row : VertxContextSupport.subscribeAndAwait(this::left)) {
            if (worker.isRunning()) {
                int gap = row.indexOf(' ');
                finishLeft(
                        Long.parseLong(row.substring(0, gap)),
                        Long.parseLong(row.substring(gap + 1)));
            }
        }
    }

    // One that cannot be finished must not keep the others.
    private void finishLeft(long accountId, long stop) throws Throwable {
        try {
            VertxContextSupport.subscribeAndAwait(() -> finish(accountId, stop));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Account %d cannot begin anew", accountId);
        }
    }

    private Uni<List<String>> left() {
        return Panache.withSession(() ->
                Panache.getSession()
                        .chain(session ->
                                session.createNativeQuery(LEFT, String.class)
                                        .setParameter("before", clock.millis() - LEFT_MILLIS)
                                        .getResultList()));
    }
}
