package com.rescaleequity.account.ledger;

import com.rescaleequity.platform.follower.FollowerHost;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What reads of the ledger wait for. An event that contradicts the journal stops the ledger for
 * good: reads are refused, the service is no longer ready and says where.
 */
@ApplicationScoped
public class Ledger {

    private final FollowerHost follower;

    Ledger(FollowerHost follower) {
        this.follower = follower;
    }

    /** See {@link FollowerHost#read}. */
    public <T> Uni<T> read(Supplier<Uni<T>> read) {
        return follower.read(read);
    }

    /** Completes when this offset of the command log is covered; 503 when it takes longer. */
    public Uni<Void> covers(long commandOffset, Duration patience) {
        return follower.covers(commandOffset, patience);
    }
}
