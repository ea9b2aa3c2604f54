package com.rescaleequity.account.wallet;

import com.rescaleequity.account.accounts.Account;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** For so long its owner may change his mind. */
    private static final long PENDING_MILLIS = Duration.ofSeconds(2).toMillis();

    private static final String OPEN =
            """
            SELECT transfer_number FROM withdrawal
            WHERE state IN ('requested', 'pending', 'processing') AND transfer_number > :after
                AND NOT (state = 'pending' AND approval = 'waiting')
            ORDER BY transfer_number LIMIT %d\
            """
                    .formatted(MOST);

    /**
     * One that has not changed for long is looked at more seldom: a sixteenth of its rest later.
     */
    private static final int PART_OF_AGE = 16;

    private static final long LONGEST_REST = Duration.ofSeconds(5).toMillis();

    // Of those that are open, when each is due; the worker's own.
    private final Map<Long, Long> nextLooks = new HashMap<>();
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
        // In turns of all that are open, so that those which cannot move keep nobody.
        Set<Long> seen = new HashSet<>();
        long after = 0;
        List<Long> some = List.of();
        do {
            long last = after;
            some = VertxContextSupport.subscribeAndAwait(() -> open(last));
            for (long number : some) {
                if (worker.isRunning() && nextLooks.getOrDefault(number, 0L) <= clock.millis()) {
                    move(number);
                }
                after = number;
            }
            seen.addAll(some);
        } while (some.size() == MOST && worker.isRunning());
        nextLooks.keySet().retainAll(seen);
    }

    // One that cannot be moved must not keep the others.
    private void move(long number) throws Throwable {
        long rest = LONGEST_REST;
        try {
            long changed = VertxContextSupport.subscribeAndAwait(() -> step(number));
            rest = Math.min(LONGEST_REST, (clock.millis() - changed) / PART_OF_AGE);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Withdrawal %s%d cannot be moved on", Withdrawal.PREFIX, number);
        }
        nextLooks.put(number, clock.millis() + rest);
    }

    private static Uni<List<Long>> open(long after) {
        return Panache.withSession(() ->
                Panache.getSession()
                        .chain(session ->
                                session.createNativeQuery(OPEN, Long.class)
                                        .setParameter("after", after)
                                        .getResultList()));
    }

    /**
     * One step of a withdrawal, if it can make one now; says when it changed last. The provider is
     * asked outside of any transaction, and only for what is written down as with it: what it was
     * once asked to carry nobody can take back any more.
     */
    Uni<Long> step(long number) {
        return Panache.withTransaction(() -> Withdrawal.locked(number).call(this::advance))
                .call(withdrawal ->
                        withdrawal == null || withdrawal.state() != State.PROCESSING
                                ? Uni.createFrom().voidItem()
                                : carry(Payout.of(withdrawal))
                                        .chain(progress -> note(number, progress)))
                .map(withdrawal -> withdrawal == null ? 0L : withdrawal.updatedAt);
    }

    private Uni<Void> advance(@Nullable Withdrawal withdrawal) {
        if (withdrawal == null) {
            return Uni.createFrom().voidItem();
        }
        return switch (withdrawal.state()) {
            case REQUESTED -> debits.note(withdrawal);
            case PENDING -> release(withdrawal);
            case PROCESSING, COMPLETED, FAILED, CANCELLED -> Uni.createFrom().voidItem();
        };
    }

    /** Hands it to the provider, unless somebody or its account's state holds it back. */
    private Uni<Void> release(Withdrawal withdrawal) {
        boolean due = clock.millis() >= withdrawal.createdAt + PENDING_MILLIS;
        if (!due
                || !providers.get().takes(Payout.of(withdrawal))
                || withdrawal.approval.equals(Withdrawal.WAITING)) {
            return Uni.createFrom().voidItem();
        }
        return Account.of(withdrawal.accountId)
                .invoke(account -> {
                    if (account.mayDo().canWithdraw()) {
                        withdrawal.setState(State.PROCESSING, clock.millis());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Progress> carry(Payout payout) {
        SettlementProvider provider = providers.get();
        return provider.submit(payout).chain(() -> provider.progress(payout));
    }

    private Uni<Void> note(long number, Progress progress) {
        if (progress instanceof Progress.UnderWay) {
            return Uni.createFrom().voidItem();
        }
        return Panache.withTransaction(() ->
                        Withdrawal.locked(number)
                                .call(withdrawal ->
                                        withdrawal == null || withdrawal.state() != State.PROCESSING
                                                ? Uni.createFrom().voidItem()
                                                : end(withdrawal, progress)))
                .invoke(relay::wake)
                .replaceWithVoid();
    }

    private Uni<Void> end(Withdrawal withdrawal, Progress progress) {
        return switch (progress) {
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
        };
    }
}
