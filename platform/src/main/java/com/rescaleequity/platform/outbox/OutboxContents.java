package com.rescaleequity.platform.outbox;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What a service sends through its outbox; a service that has an outbox has one bean of it. */
public interface OutboxContents {

    /** Where the messages go. */
    List<Destination> destinations();

    /** Stores a message in the caller's transaction. */
    Uni<Void> persist(OutboxMessage message);
}
