package com.rescaleequity.platform.maintenance;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.kafka.TopicCopy;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.market.ExchangeState;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the operators have put the exchange into maintenance: this process's copy of {@code
 * market.exchange}. Until it has once been read whole no private call goes on; while it cannot be
 * read any more, the last state known holds.
 */
@Startup
@Singleton
public final class Maintenance {

    private static final Logger LOG = Logger.getLogger(Maintenance.class);
    private static final long SOONEST_MILLIS = 1_000;
    private static final long LATEST_MILLIS = 60_000;
    private static final long UNTOLD_MILLIS = 5_000;

    private final Clock clock;
    private final TopicCopy topic;
    private volatile ExchangeState state = ExchangeState.getDefaultInstance();

    public Maintenance(KafkaClients kafka, Clock clock) {
        this.clock = clock;
        this.topic =
                new TopicCopy(
                        kafka,
                        "maintenance",
                        Topics.MARKET_EXCHANGE,
                        record -> take(record.value()),
                        () -> state = ExchangeState.getDefaultInstance());
    }

    @PostConstruct
    void start() {
        topic.start();
    }

    void stop(@Observes ShutdownEvent event) {
        topic.close();
    }

    /** Whether the state has been read. */
    public boolean isKnown() {
        return topic.isCaughtUp();
    }

    /** The state that is known here. */
    public ExchangeState state() {
        return state;
    }

    /**
     * Lets a private call go on.
     *
     * @throws ApiException 503 in maintenance, and as long as nobody knows here
     */
    public void requireNone() {
        ExchangeState known = state;
        if (known.getMaintenance()) {
            throw refusal(known);
        }
        if (!isKnown()) {
            throw ApiException.unavailable("The service is starting; retry.", SOONEST_MILLIS);
        }
    }

    private ApiException refusal(ExchangeState known) {
        boolean told = known.getUntil() > 0;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("maintenance", true);
        details.put("until", told ? known.getUntil() : null);
        details.put(
                "retryAfterMs",
                told
                        ? Math.clamp(
                                known.getUntil() - clock.millis(), SOONEST_MILLIS, LATEST_MILLIS)
                        : UNTOLD_MILLIS);
        String message = known.getMessage();
        return new ApiException(
                ErrorCode.SERVICE_UNAVAILABLE,
                message.isEmpty() ? "The exchange is in maintenance." : message,
                details);
    }

    /** Takes over what a record says, unless a newer one is known. */
    void take(byte @Nullable [] value) {
        if (value == null) {
            return;
        }
        try {
            ExchangeState read = ExchangeState.parseFrom(value);
            if (read.getUpdatedAt() > state.getUpdatedAt()) {
                state = read;
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.errorf("A record of %s is unreadable and left out: %s", Topics.MARKET_EXCHANGE, e);
        }
    }
}
