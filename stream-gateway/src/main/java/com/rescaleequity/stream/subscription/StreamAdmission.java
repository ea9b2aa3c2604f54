package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.socket.Admission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake found out about a listener before its connection opened.
 *
 * @param autoSubscribe whether it hears its orders without asking
 * @param streams to subscribe at once
 */
public record StreamAdmission(
        @Nullable ApiKey key,
        Json format,
        boolean autoSubscribe,
        List<StreamName> streams,
        String clientIp)
        implements Admission {}
