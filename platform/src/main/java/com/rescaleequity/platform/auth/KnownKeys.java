package com.rescaleequity.platform.auth;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.protocol.account.KeyRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the records of {@code account.keys} say, each key by the hash of its text. A record counts
 * only if a wrapping key vouches for it and it is not older than the one known; of a key that may
 * not be used any more, its record may be deleted. Records come from one thread, questions from
 * any. The number of keys is bounded: what does not fit any more is refused and told.
 */
@ApplicationScoped
public class KnownKeys {

    private static final Logger LOG = Logger.getLogger(KnownKeys.class);
    private static final long REMEMBER_EXPIRED = Duration.ofDays(7).toMillis();
    private static final long REMEMBER_DELETED = Duration.ofDays(3).toMillis();
    private static final long SWEEP = Duration.ofHours(1).toMillis();
    private static final long QUIET = Duration.ofMinutes(1).toMillis();

    /**
     * Where a key stands; without a hash when its record is deleted.
     *
     * @param deletedAt epoch ms, 0 = not
     */
    private record Standing(@Nullable ByteString hash, long version, long deletedAt) {}

    private final Map<ByteString, ApiKey> byHash = new ConcurrentHashMap<>();
    private final Map<String, Standing> byId = new ConcurrentHashMap<>();
    private final KeyRecords records;
    private final Clock clock;
    private final Counter refused;
    private final int most;
    private long nextSweep;
    private long quietUntil;

    public KnownKeys(
            KeyRecords records,
            Clock clock,
            MeterRegistry meters,
            @ConfigProperty(name = "exchange.keys.most", defaultValue = "300000") int most) {
        this.records = records;
        this.clock = clock;
        this.most = most;
        this.refused = meters.counter("keys.refused.records");
        meters.gaugeMapSize("keys.known", io.micrometer.core.instrument.Tags.empty(), byId);
        meters.gauge("keys.room", byId, known -> most - known.size());
    }

    /** The key with this hash, revoked ones included. */
    Optional<ApiKey> find(ByteString hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    /** The key with this id, revoked ones included. */
    Optional<ApiKey> named(String keyId) {
        Standing standing = byId.get(keyId);
        return standing == null || standing.hash() == null
                ? Optional.empty()
                : Optional.ofNullable(byHash.get(standing.hash()));
    }

    int size() {
        return byId.size();
    }

    /**
     * Whether the last tenth, which is for operators' accounts and new keys of old ones, is free.
     */
    boolean hasRoomForNewcomers() {
        return byId.size() < most - most / 10;
    }

    /** Forgets all, because the topic begins anew. */
    void clear() {
        byHash.clear();
        byId.clear();
    }

    /**
     * Applies one record.
     *
     * @param value null when the record deletes the key's
     * @return the key when it has changed
     */
    Optional<ApiKey> take(byte @Nullable [] recordKey, byte @Nullable [] value) {
        sweep();
        String keyId = recordKey == null ? "" : new String(recordKey, StandardCharsets.UTF_8);
        if (value == null) {
            return delete(keyId);
        }
        try {
            KeyRecord record = KeyRecord.parseFrom(value);
            if (!record.getKeyId().equals(keyId) || !records.isGenuine(record)) {
                return refuse(keyId, "nobody with a wrapping key has made it");
            }
            return put(record);
        } catch (InvalidProtocolBufferException e) {
            return refuse(keyId, "it is unreadable");
        }
    }

    private Optional<ApiKey> put(KeyRecord record) {
        ApiKey key = ApiKey.of(record);
        Standing before = byId.get(key.keyId());
        if (before != null && record.getVersion() < before.version()) {
            return Optional.empty();
        }
        if (isLongExpired(key)) {
            forget(key.keyId());
            return Optional.of(key.asRevoked());
        }
        if (before == null && byId.size() >= most) {
            return refuse(key.keyId(), "there are " + most + " keys already (exchange.keys.most)");
        }
        if (before != null && before.hash() != null && !before.hash().equals(record.getKeyHash())) {
            byHash.remove(before.hash());
        }
        byHash.put(record.getKeyHash(), key);
        byId.put(key.keyId(), new Standing(record.getKeyHash(), record.getVersion(), 0));
        return Optional.of(key);
    }

    // The version stays for some days: an old record behind the deletion, which a relay may repeat,
    // must not bring a revoked key back.
    private Optional<ApiKey> delete(String keyId) {
        Standing standing = byId.get(keyId);
        ApiKey known =
                standing == null || standing.hash() == null ? null : byHash.get(standing.hash());
        if (standing == null || known == null) {
            return Optional.empty();
        }
        if (!known.revoked() && !isExpired(known)) {
            return refuse(keyId, "a key that may be used cannot be deleted");
        }
        byHash.remove(standing.hash());
        if (isExpired(known)) {
            byId.remove(keyId);
        } else {
            byId.put(keyId, new Standing(null, standing.version(), clock.millis()));
        }
        return Optional.of(known.asRevoked());
    }

    private void forget(String keyId) {
        Standing standing = byId.remove(keyId);
        if (standing != null && standing.hash() != null) {
            byHash.remove(standing.hash());
        }
    }

    private void sweep() {
        long now = clock.millis();
        if (now < nextSweep) {
            return;
        }
        nextSweep = now + SWEEP;
        for (Iterator<Standing> all = byId.values().iterator(); all.hasNext(); ) {
            Standing standing = all.next();
            ByteString hash = standing.hash();
            ApiKey key = hash == null ? null : byHash.get(hash);
            if (hash == null) {
                if (standing.deletedAt() + REMEMBER_DELETED <= now) {
                    all.remove();
                }
            } else if (key != null && isLongExpired(key)) {
                all.remove();
                byHash.remove(hash);
            }
        }
    }

    private boolean isExpired(ApiKey key) {
        return key.expiresAt() != 0 && key.expiresAt() <= clock.millis();
    }

    private boolean isLongExpired(ApiKey key) {
        return key.expiresAt() != 0 && key.expiresAt() + REMEMBER_EXPIRED <= clock.millis();
    }

    /** Counts it always and tells of it now and then: who forges may do it often. */
    private Optional<ApiKey> refuse(String keyId, String reason) {
        refused.increment();
        if (clock.millis() >= quietUntil) {
            quietUntil = clock.millis() + QUIET;
            String shown = keyId.substring(0, Math.min(keyId.length(), 64)).replaceAll("\\W", "?");
            LOG.errorf("A record of account.keys for key %s is refused: %s", shown, reason);
        }
        return Optional.empty();
    }
}
