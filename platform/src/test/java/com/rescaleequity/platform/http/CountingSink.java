package com.rescaleequity.platform.http;

import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.protocol.trading.Event;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/** A follower of the smallest service there can be: it keeps nothing but its position. */
@ApplicationScoped
class CountingSink implements EventFollower.Sink {

    private Position position = Position.START;

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public Set<Event.BodyCase> wanted() {
        return Set.of();
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(10);
    }

    @Override
    public Position load() {
        return position;
    }

    @Override
    public void apply(EventBatch batch) {
        position = batch.to();
    }
}
