package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** What the handshake found out about a connection before it opened. */
public interface Admission {

    /** The key that it presented; null when the client will authenticate in band. */
    @Nullable ApiKey key();

    /** How the client wants its numbers. */
    Json format();

    /** The client's address. */
    String clientIp();
}
