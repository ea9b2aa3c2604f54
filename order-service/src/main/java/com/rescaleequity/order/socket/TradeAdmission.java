package com.rescaleequity.order.socket;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.socket.Admission;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake found out about a trader before the connection opened.
 *
 * @param cancelOnDisconnect whether its orders end with the connection
 */
record TradeAdmission(
        @Nullable ApiKey key, Json format, boolean cancelOnDisconnect, String clientIp)
        implements Admission {}
