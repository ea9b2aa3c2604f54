package com.rescaleequity.account.wallet;

import com.rescaleequity.account.wallet.SettlementProvider.Payout;
import com.rescaleequity.account.wallet.SettlementProvider.Progress;
import com.rescaleequity.account.wallet.Withdrawal.State;
import com.rescaleequity.platform.outbox.OutboxRelay;
import com.rescaleequity.platform.runtime.Worker;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Moves withdrawals on, one step of one withdrawal a transaction, from what the journal says the
 * core has done to what the settlement provider says of it. Any number of processes may do it: each
 * locks the row that it moves, and a step that a crash undid is simply made again.
 */
@ApplicationScoped
public class Settlements {

    private static final Logger LOG = Logger.getLogger(Settlements.class);
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final int MOST = 200;
    private static final String HELD = "sandbox:hold";

    /** For so long its owner may change his mind. */
    private static final long PENDING_MILLIS = Duration.ofSeconds(2).toMillis();

    private static final String OPEN =
            """
            SELECT transfer_number FROM withdrawal
            WHERE state IN ('requested', 'pending', 'processing')
                AND NOT (state = 'pending' AND (approval = 'waiting' OR label = 'sandbox:hold'))
            ORDER BY updated_at LIMIT %d\
            """
                    .formatted(MOST);

    private final Worker worker = new Worker("settlements", this::round);
    private final Instance<SettlementProvider> providers;
    private final Withdrawals withdrawals;
    private final DebitAnswers debits;
    private final OutboxRelay relay;
    private final Clock clock;

    Settlements(
            Instance<SettlementProvider> providers,
            Withdrawals withdrawals,
            DebitAnswers debits,
            OutboxRelay relay,
            Clock clock) {
        this.providers = providers;
        this.withdrawals = withdrawals;
        this.debits = debits;
        this.relay = relay;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (providers.isResolvable()) {
            worker.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    private void round() throws Throwable {
        worker.pause(PERIOD);
        for (long number : VertxContextSupport.subscribeAndAwait(Settlements::open)) {
            if (worker.isRunning()) {
                move(number);
            }
        }
    }

    // One that cannot be moved must not keep the others.
    private void move(long number) throws Throwable {
        try {
            VertxContextSupport.subscribeAndAwait(() -> step(number));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Withdrawal %s%d cannot be moved on", Withdrawal.PREFIX, number);
        }
    }

    private static Uni<List<Long>> open() {
        return Panache.withSession(() ->
                Panache.getSession()
                        .chain(session ->
                                session.createNativeQuery(OPEN, Long.class).getResultList()));
    }

    /** One step of a withdrawal, if it can make one now. */
    Uni<Void> step(long number) {
        return Panache.withTransaction(() -> Withdrawal.locked(number).chain(this::step))
                .invoke(relay::wake);
    }

    private Uni<Void> step(@Nullable Withdrawal withdrawal) {
        if (withdrawal == null) {
            return Uni.createFrom().voidItem();
        }
        return switch (withdrawal.state()) {
            case REQUESTED -> debits.note(withdrawal);
            case PENDING -> submit(withdrawal);
            case PROCESSING -> progress(withdrawal);
            case COMPLETED, FAILED, CANCELLED -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> submit(Withdrawal withdrawal) {
        boolean due = clock.millis() >= withdrawal.createdAt + PENDING_MILLIS;
        if (!due
                || withdrawal.label.equals(HELD)
                || withdrawal.approval.equals(Withdrawal.WAITING)) {
            return Uni.createFrom().voidItem();
        }
        return providers
                .get()
                .submit(Payout.of(withdrawal))
                .invoke(() -> withdrawal.setState(State.PROCESSING, clock.millis()));
    }

    private Uni<Void> progress(Withdrawal withdrawal) {
        return providers
                .get()
                .progress(Payout.of(withdrawal))
                .chain(progress ->
                        switch (progress) {
                            case Progress.UnderWay() -> Uni.createFrom().voidItem();
                            case Progress.Arrived(String txId) -> {
                                withdrawal.setState(State.COMPLETED, clock.millis());
                                withdrawal.completedAt = withdrawal.updatedAt;
                                withdrawal.txId = txId;
                                yield Uni.createFrom().voidItem();
                            }
                            case Progress.Failed(String reason) ->
                                    withdrawals.giveBack(
                                            withdrawal,
                                            State.FAILED,
                                            reason == null ? "It did not arrive." : reason);
                        });
    }
}
