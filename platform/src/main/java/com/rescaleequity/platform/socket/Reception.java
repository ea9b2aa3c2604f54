package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.auth.ApiKey;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Reads what a service wants to know of a handshake beyond who comes. */
@FunctionalInterface
public interface Reception {

    /**
     * The admission, or a failure with the contract's refusal.
     *
     * @param key null when the client will authenticate in band
     */
    Uni<? extends Admission> receive(RoutingContext http, @Nullable ApiKey key, String clientIp);
}
