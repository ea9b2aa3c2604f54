package com.rescaleequity.platform.follower;

import com.rescaleequity.platform.database.BoundedReads;
import com.rescaleequity.platform.kafka.KafkaClients;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Runs this service's follower of the event log, whatever the sink does with it: starts and stops
 * it, makes reads wait for it, and tells how it stands in health and metrics. The service is ready
 * once the follower has caught up, and no longer once it has stopped at a fault.
 */
@ApplicationScoped
public class FollowerHost {

    private static final Duration LAST_CHANCE = Duration.ofMillis(250);

    private final EventFollower follower;
    private final ReadBarrier barrier;
    private final EventFollower.Sink sink;
    private final BoundedReads reads;

    public FollowerHost(
            EventFollower.Sink sink,
            KafkaClients kafka,
            LogEnd logEnd,
            BoundedReads reads,
            MeterRegistry registry) {
        this.reads = reads;
        this.sink = sink;
        follower = new EventFollower(kafka, sink);
        barrier = new ReadBarrier(logEnd, follower.coverage());
        gauge(registry, "exchange.follower.position", EventFollower::sequence);
        gauge(registry, "exchange.follower.lag", EventFollower::lag);
        gauge(registry, "exchange.follower.age.ms", f -> f.coverage().ageMillis());
        gauge(registry, "exchange.follower.healthy", f -> f.isHealthy() ? 1 : 0);
    }

    void start(@Observes StartupEvent event) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent event) {
        follower.close();
    }

    /** What reads of what is public wait for. */
    public ReadBarrier barrier() {
        return barrier;
    }

    /** Completes when memory shows everything that was in the command log at the call; else 503. */
    public Uni<Void> upToDate() {
        return barrier.await();
    }

    /**
     * A read of what belongs to one account, from the database: it shows everything that was in the
     * command log at the call. 503 after three seconds in all, however the log or the database
     * hangs.
     */
    public <T> Uni<T> read(Supplier<Uni<T>> read) {
        long deadline = System.nanoTime() + ReadBarrier.PATIENCE.toNanos();
        return barrier.await().chain(() -> reads.read(left(deadline), read));
    }

    private static Duration left(long deadline) {
        long left = deadline - System.nanoTime();
        // One that the log let go ahead at the last moment still gets a chance.
        return Duration.ofNanos(Math.max(LAST_CHANCE.toNanos(), left));
    }

    /** Completes when this offset of the command log is covered; 503 when it takes longer. */
    public Uni<Void> covers(long commandOffset, Duration patience) {
        return follower.coverage().await(commandOffset, patience);
    }

    /** False once a fault has stopped it. */
    public boolean isHealthy() {
        return follower.isHealthy();
    }

    /** Whether it follows and has once reached the end of the event log. */
    public boolean isReady() {
        boolean follows = follower.isHealthy() || sink.isReadyWithoutFollower();
        return follower.isCaughtUp() && follows && sink.isReady();
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck readiness() {
        return () -> {
            HealthCheckResponseBuilder answer =
                    HealthCheckResponse.named("follower " + sink.name())
                            .status(isReady())
                            .withData("healthy", follower.isHealthy())
                            .withData("sequence", follower.sequence())
                            .withData("lag", follower.lag());
            String fault = follower.fault();
            return (fault == null ? answer : answer.withData("fault", fault)).build();
        };
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<EventFollower> value) {
        Gauge.builder(name, follower, value).tag("follower", sink.name()).register(registry);
    }
}
