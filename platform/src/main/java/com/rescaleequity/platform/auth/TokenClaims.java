package com.rescaleequity.platform.auth;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.kafka.TopicCopy;
import com.rescaleequity.platform.runtime.CallerContext;
import com.rescaleequity.protocol.Topics;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a short token is used once, over all processes: whoever wants to use one writes
 * so into {@code account.tokens} and reads on until there; the first to have written it may.
 */
@Singleton
public class TokenClaims {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long REMEMBERED_MILLIS = 2 * ShortTokens.LIFE.toMillis();
    private static final Map<String, Object> SETTINGS =
            Map.of(
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    500,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    1_500,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    2_000);

    /** Who has claimed a token first, and when. */
    private record Claim(ByteString claimant, long at) {}

    // In the order of the log, so that the oldest stand first.
    private final Map<ByteString, Claim> claims = new LinkedHashMap<>();
    private final KafkaClients kafka;
    private final Clock clock;
    private final TopicCopy topic;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    TokenClaims(KafkaClients kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
        this.topic = new TopicCopy(kafka, "tokens", Topics.ACCOUNT_TOKENS, this::take, this::clear);
    }

    @PostConstruct
    void start() {
        topic.start();
    }

    @PreDestroy
    void stop() {
        topic.close();
        closeProducer();
    }

    private synchronized void closeProducer() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }

    /** Takes a token for the caller; fails with INVALID_API_KEY when somebody has taken it. */
    public Uni<Void> take(String token) {
        ByteString name = ByteString.copyFrom(Signatures.keyHash(token));
        if (claimantOf(name) != null) {
            return Uni.createFrom().failure(ShortTokens.invalid());
        }
        ByteString claimant = claimant();
        Uni<Void> decided =
                written(name, claimant)
                        .chain(() -> Uni.createFrom().completionStage(topic.covered()))
                        .ifNoItem()
                        .after(PATIENCE)
                        .fail()
                        .onFailure()
                        .transform(e -> undecided())
                        .invoke(() -> {
                            if (!claimant.equals(claimantOf(name))) {
                                throw ShortTokens.invalid();
                            }
                        });
        return CallerContext.onCaller(decided);
    }

    private static ApiException undecided() {
        return ApiException.unavailable(
                "Tokens cannot be checked at the moment; get another.", 1000);
    }

    private static ByteString claimant() {
        UUID id = UUID.randomUUID();
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
        return ByteString.copyFrom(
                bytes.putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .flip());
    }

    // The first call of a process waits for Kafka, which an event loop must not.
    private Uni<Void> written(ByteString name, ByteString claimant) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> {
                    var _ =
                            producer()
                                    .send(
                                            new ProducerRecord<>(
                                                    Topics.ACCOUNT_TOKENS,
                                                    0,
                                                    name.toByteArray(),
                                                    claimant.toByteArray()),
                                            (at, failure) -> {
                                                if (failure == null) {
                                                    emitter.complete(null);
                                                } else {
                                                    emitter.fail(failure);
                                                }
                                            });
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> made = producer;
        if (made == null) {
            made = kafka.producer("tokens", SETTINGS);
            producer = made;
        }
        return made;
    }

    private @Nullable ByteString claimantOf(ByteString name) {
        synchronized (claims) {
            Claim claim = claims.get(name);
            return claim == null ? null : claim.claimant();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        long now = clock.millis();
        synchronized (claims) {
            claims.putIfAbsent(
                    ByteString.copyFrom(record.key()),
                    new Claim(ByteString.copyFrom(record.value()), now));
            Iterator<Claim> oldest = claims.values().iterator();
            while (oldest.hasNext() && oldest.next().at() < now - REMEMBERED_MILLIS) {
                oldest.remove();
            }
        }
    }

    private void clear() {
        synchronized (claims) {
            claims.clear();
        }
    }
}
