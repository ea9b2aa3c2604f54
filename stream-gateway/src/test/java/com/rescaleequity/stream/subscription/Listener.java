package com.rescaleequity.stream.subscription;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.auth.SignatureType;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.socket.delivery.QueuedBytes;
import com.rescaleequity.platform.socket.delivery.SendQueue;
import com.rescaleequity.platform.testing.FakeWire;
import java.util.List;
import java.util.Set;

/** A session whose frames the test reads. */
record Listener(Session session, FakeWire wire) {

    static Listener open(String id) {
        return open(id, null);
    }

    /** A session of an account. */
    static Listener of(long accountId) {
        ApiKey key =
                new ApiKey(
                        "k_" + accountId,
                        accountId,
                        Set.of(Scope.READ),
                        List.of(),
                        false,
                        1,
                        true,
                        0,
                        false,
                        false,
                        "",
                        SignatureType.HMAC_SHA256,
                        ByteString.EMPTY);
        return open("of " + accountId, key);
    }

    private static Listener open(String id, ApiKey key) {
        FakeWire wire = new FakeWire();
        SendQueue queue =
                new SendQueue(
                        wire,
                        Json.NUMBERS,
                        new SendQueue.Bounds(
                                1 << 20, Long.MAX_VALUE / 2, new QueuedBytes(Long.MAX_VALUE)),
                        dropped -> {},
                        () -> 0);
        StreamAdmission admission =
                new StreamAdmission(key, Json.NUMBERS, true, List.of(), "192.0.2.1");
        return new Listener(new Session(id, queue, admission, 0), wire);
    }

    List<String> heard() {
        wire.drain();
        return wire.sent();
    }
}
