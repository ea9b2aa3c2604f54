package com.rescaleequity.stream.api;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.stream.subscription.StreamName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake found out about a connection before it opened.
 *
 * @param key null when the client will authenticate in band
 * @param streams to subscribe at once
 */
record Admission(
        @Nullable ApiKey key,
        Json format,
        boolean autoSubscribe,
        List<StreamName> streams,
        String clientIp) {}
