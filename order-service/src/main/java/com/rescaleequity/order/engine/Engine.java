package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.NewestFills;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.platform.auth.WrappingKeys;
import com.rescaleequity.platform.follower.Coverage;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.runtime.CallerContext;
import com.rescaleequity.platform.runtime.ProcessEnd;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.PlaceOrder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This replica of the exchange: its core follows the command log, its calls go into the log and
 * come back as outcomes. A failure of the core stops the process; it is never skipped.
 */
@ApplicationScoped
public class Engine {

    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final int EXIT_STOPPED = 3;

    private final EngineSettings settings;
    private final Replica replica;
    private final PendingCalls calls;
    private final CoreLoop loop;
    private final CommandLog log;
    private final ConnectionLeases leases;

    Engine(KafkaClients kafka, EngineSettings settings, SnapshotStore store, WrappingKeys keys) {
        this.settings = settings;
        replica = new Replica(kafka, settings, store, keys, this::fail);
        calls = replica.calls();
        loop = replica.loop();
        log = replica.log();
        leases = new ConnectionLeases(replica.origin(), log::append);
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        replica.start();
        leases.start();
    }

    /** Stops after the last command that has come, and leaves a snapshot for the next start. */
    void stop(@Observes ShutdownEvent event) {
        leases.close();
        replica.stop();
    }

    /** Whether this replica's core has caught up with the log and goes on. */
    public boolean isReady() {
        return replica.isReady();
    }

    /** False once the core stopped at a fault; only a restart helps. */
    public boolean isHealthy() {
        return failure() == null;
    }

    /** How far this replica's core has come. */
    public Coverage coverage() {
        return loop.coverage();
    }

    /**
     * An instrument's current rules, null when it is not listed.
     *
     * @throws NothingDoneException while this replica has not read yet what is listed
     */
    public @Nullable Instrument instrument(String symbol) {
        if (!isReady()) {
            throw starting();
        }
        return loop.instrument(symbol);
    }

    /** The same as far as this replica has read, whether or not that is enough to take orders. */
    public @Nullable Instrument instrumentAsRead(String symbol) {
        return loop.instrument(symbol);
    }

    /**
     * A connection begins with which orders end; the number that commands carry for it until {@link
     * #endLease}.
     */
    public long openLease() {
        return leases.open();
    }

    /** A connection of an account has ended: its orders are cancelled, also those on their way. */
    public void endLease(long accountId, long lease) {
        leases.end(accountId, lease);
    }

    /**
     * Sends a command through the log and gives its answer, on the caller's context. Fails with
     * {@link NothingDoneException} before admission and with {@link OutcomeUnknownException} when
     * no outcome comes.
     *
     * @param command without origin and correlation
     * @param kind of the replies that it can have
     */
    public <R extends Reply> Uni<Answer<R>> submit(
            long accountId, Urgency urgency, Command.Builder command, Class<R> kind) {
        return outcome(accountId, urgency, command)
                .map(outcome -> loop.replies().answer(outcome, kind));
    }

    /**
     * Asks as {@link #submit} does for the first reply to a request that may have been taken
     * before; empty when it was not.
     *
     * @param question an AskAgain with the request's key
     * @param kind of the replies that the request can have
     */
    public <R extends Reply> Uni<Optional<R>> askAgain(
            long accountId, Urgency urgency, Command.Builder question, Class<R> kind) {
        return outcome(accountId, urgency, question)
                .map(outcome -> loop.replies().first(outcome, kind));
    }

    private Uni<Outcome> outcome(long accountId, Urgency urgency, Command.Builder command) {
        if (!isReady()) {
            return Uni.createFrom().failure(starting());
        }
        if (urgency != Urgency.CANCEL && replica.isBehind()) {
            return Uni.createFrom()
                    .failure(
                            new NothingDoneException(
                                    "The exchange is catching up; nothing was done.", 1000));
        }
        return Uni.createFrom()
                .<Outcome>emitter(outcome -> send(accountId, urgency, command, outcome))
                .onFailure(e -> e instanceof TimeoutException || e instanceof KafkaException)
                .transform(OutcomeUnknownException::new)
                .onFailure(CommandLog.NotAppendedException.class)
                .transform(e ->
                        new NothingDoneException(
                                "The log takes no commands; nothing was done.", 1000));
    }

    /** A call that waits for an outcome, by a Uni's emitter. */
    private record Emitting(UniEmitter<? super Outcome> outcomes) implements WaitingCall.Receiver {

        @Override
        public void take(Outcome outcome) {
            outcomes.complete(outcome);
        }

        @Override
        public void fail(Throwable failure) {
            outcomes.fail(failure);
        }
    }

    private void send(
            long accountId,
            Urgency urgency,
            Command.Builder command,
            UniEmitter<? super Outcome> outcome) {
        WaitingCall call = calls.open(accountId, urgency, new Emitting(outcome));
        if (call == null) {
            outcome.fail(busy());
            return;
        }
        long deadline = loop.now() + settings.replyTimeoutMs();
        long wanted = command.getDeadline();
        command.setOrigin(replica.origin())
                .setCorrelation(call.correlation())
                .setDeadline(wanted == 0 ? deadline : Math.min(wanted, deadline));
        Command whole = command.build();
        boolean begun =
                leases.append(
                        whole.getLease(),
                        () -> log.append(whole, failure -> calls.fail(call, failure)));
        if (!begun) {
            calls.fail(call, new NothingDoneException("The connection has ended.", 1000));
        }
    }

    /**
     * The refusal that a call of this urgency would get now, null when it would be taken: a look
     * that costs next to nothing, before anything else is done for it.
     */
    public @Nullable NothingDoneException refusal(Urgency urgency) {
        return calls.isFull(urgency) ? busy() : null;
    }

    /**
     * What placing the order would come to now, from this replica's own core and without the log,
     * on the caller's context. Fails with {@link NothingDoneException} when the core cannot be
     * asked.
     */
    public Uni<Reply.ToTest> test(PlaceOrder order) {
        var wish = CommandCodec.placeOrder(order);
        return ask(questions -> questions.ask(order.getAccountId(), core -> core.test(wish)))
                .map(outcome -> loop.replies().answer(outcome, Reply.ToTest.class).reply());
    }

    /**
     * An open order with its newest fills as this replica's core has it after every command that it
     * has answered; empty when it is none, or another account's.
     */
    public Uni<Optional<Reply.Accepted>> openOrder(long accountId, long orderId) {
        return ask(questions -> questions.ask(accountId, core -> open(core, accountId, orderId)))
                .map(found ->
                        found.map(
                                open -> loop.replies().answer(open, Reply.Accepted.class).reply()));
    }

    /**
     * An account's open orders, oldest first, as this replica's core has them after every command
     * that it has answered.
     */
    public Uni<List<OrderState>> openOrders(long accountId) {
        return ask(questions -> questions.openOrders(accountId));
    }

    /** An order in the wire's terms. */
    public Order wire(OrderState order) {
        return loop.order(order);
    }

    private static Optional<Outcome> open(TradingCore core, long accountId, long orderId) {
        List<Fill> fills = core.fills(orderId);
        long last = fills.isEmpty() ? 0 : fills.getLast().tradeId();
        return Optional.ofNullable(core.order(orderId))
                .filter(order -> order.accountId() == accountId)
                .map(order -> new Outcome.Accepted(order, new NewestFills(fills, last)));
    }

    private <T> Uni<T> ask(Function<CoreQuestions, @Nullable CompletableFuture<T>> question) {
        if (!isReady()) {
            return Uni.createFrom().failure(starting());
        }
        CompletableFuture<T> answer = question.apply(loop.questions());
        if (answer == null) {
            return Uni.createFrom().failure(busy());
        }
        replica.wake();
        return CallerContext.onCaller(
                Uni.createFrom()
                        .completionStage(answer.copy())
                        .ifNoItem()
                        .after(Duration.ofMillis(settings.replyTimeoutMs()))
                        .failWith(Engine::busy));
    }

    private static NothingDoneException busy() {
        return new NothingDoneException("Too much is under way; nothing was done.", 1000);
    }

    private static NothingDoneException starting() {
        return new NothingDoneException("The exchange is starting.", 2000);
    }

    private void fail(Throwable cause) {
        LOG.fatal("The core stops; restart this replica", cause);
        endProcess();
    }

    /** A core that has failed takes its process along: only a new one may answer again. */
    void endProcess() {
        ProcessEnd.begin(EXIT_STOPPED);
    }

    /** What stopped the core, null while it goes on. */
    @Nullable Throwable failure() {
        return replica.failure();
    }

    /** Whether this replica writes the event log at this moment. */
    public boolean isPublishing() {
        return replica.isPublishing();
    }
}
