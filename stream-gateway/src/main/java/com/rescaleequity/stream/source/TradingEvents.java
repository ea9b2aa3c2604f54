package com.rescaleequity.stream.source;

import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.follower.FollowerFault;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.stream.subscription.Hub;
import com.rescaleequity.stream.subscription.PrivateEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/**
 * Folds the event log from its beginning into the hub: the fold of the whole log is what makes the
 * private snapshots right. The position lies beside the fold, in memory, where both start anew
 * together. A batch that the hub cannot take whole would leave holes, so following stops there.
 */
@ApplicationScoped
public class TradingEvents implements EventFollower.Sink {

    private static final Duration PACE = Duration.ofMillis(10);

    private final Hub hub;
    private final PrivateEvents events;
    private Position position = Position.START;

    public TradingEvents(Hub hub, PrivateEvents events) {
        this.hub = hub;
        this.events = events;
    }

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public Set<Event.BodyCase> wanted() {
        return Set.of(Event.BodyCase.ORDER_CHANGED, Event.BodyCase.BALANCES_CHANGED);
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    @Override
    public Position load() {
        return position;
    }

    @Override
    public void apply(EventBatch batch) {
        try {
            hub.perform(() -> events.onEvents(batch.events(), batch.encoded(), batch.time()))
                    .await()
                    .indefinitely();
        } catch (RuntimeException e) {
            throw new FollowerFault(
                    "The hub took events %d to %d only in part: %s"
                            .formatted(batch.from().sequence() + 1, batch.to().sequence(), e),
                    e);
        }
        position = batch.to();
    }
}
