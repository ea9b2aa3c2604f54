package com.rescaleequity.stream.subscription;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The gateway's own settings; {@code application.properties} says what each is for. */
@ConfigMapping(prefix = "exchange.stream")
public interface StreamSettings {

    /** Private events kept for resuming, over all accounts. */
    @WithDefault("50000")
    int recentEvents();

    /** How long readiness waits for the books of listed instruments. */
    @WithDefault("8s")
    Duration depthGrace();
}
