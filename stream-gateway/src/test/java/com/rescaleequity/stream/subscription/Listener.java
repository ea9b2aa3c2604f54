package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.json.Json;
import com.rescaleequity.stream.delivery.FakeWire;
import com.rescaleequity.stream.delivery.Outbox;
import java.util.List;

/** A session whose frames the test reads. */
record Listener(Session session, FakeWire wire) {

    static Listener open(String id) {
        FakeWire wire = new FakeWire();
        Outbox outbox =
                new Outbox(
                        wire,
                        Json.NUMBERS,
                        new Outbox.Bounds(1 << 20, Long.MAX_VALUE / 2),
                        dropped -> {},
                        () -> 0);
        return new Listener(new Session(id, outbox, null), wire);
    }

    List<String> heard() {
        wire.drain();
        return wire.sent();
    }
}
