package com.rescaleequity.platform.http;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Leaves the check of the request target to {@link HttpDoor}. Quarkus would make it before any
 * handler runs and refuse with an empty answer; its only switch is a system property, which must
 * stand before the HTTP layer is loaded, so it is set while the configuration is built.
 */
public final class OwnTargetCheck implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        System.setProperty("vertx.disableURIValidation", "true");
    }
}
