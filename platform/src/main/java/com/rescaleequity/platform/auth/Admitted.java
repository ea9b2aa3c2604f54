package com.rescaleequity.platform.auth;

import com.rescaleequity.platform.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A request that the edge has let in.
 *
 * @param json the writer for the number format that it asked for
 * @param caller null only where no key is needed
 */
public record Admitted(String requestId, String clientIp, Json json, @Nullable Caller caller) {}
