package com.rescaleequity.account.keys;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.protocol.account.KeyUse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Writes down when and from where each key was used last, as all services tell it. */
@ApplicationScoped
public class LastUses {

    private static final Logger LOG = Logger.getLogger(LastUses.class);
    private static final String NOTE =
            """
            UPDATE api_key SET last_used_at = $2, last_used_ip = $3
            WHERE key_id = $1 AND last_used_at < $2\
            """;

    private final Pool pool;

    LastUses(Pool pool) {
        this.pool = pool;
    }

    /** Notes a batch; what the database does not take now is told again with the next use. */
    @Incoming("key-uses")
    Uni<Void> take(List<byte[]> records) {
        List<Tuple> uses = new ArrayList<>();
        for (byte[] record : records) {
            try {
                KeyUse use = KeyUse.parseFrom(record);
                uses.add(Tuple.of(use.getKeyId(), use.getAt(), use.getAddress()));
            } catch (InvalidProtocolBufferException e) {
                LOG.errorf("The use of a key is unreadable: %s", e.getMessage());
            }
        }
        if (uses.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(NOTE)
                .executeBatch(uses)
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warnf("Uses of %d keys are not written: %s", uses.size(), e))
                .onFailure()
                .recoverWithNull();
    }
}
