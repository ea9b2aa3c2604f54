package com.rescaleequity.local.launch;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the services as the launcher runs it.
 *
 * @param name its module and its name in the Ingress manifest
 * @param firstHeapMegabytes the heap that it begins with: growing it stops the service for a moment
 * @param heapMegabytes the most heap that it may take
 * @param database its database, or null if it has none
 */
record ServicePlan(
        String name, int firstHeapMegabytes, int heapMegabytes, @Nullable String database) {

    /** The one that may run in several processes. */
    static final String ORDER_SERVICE = "order-service";

    /** All services, the one that takes longest to start first. */
    static final List<ServicePlan> ALL =
            List.of(
                    new ServicePlan(ORDER_SERVICE, 256, 896, "order_service"),
                    new ServicePlan("account-service", 96, 224, "account_service"),
                    new ServicePlan("market-service", 96, 224, "market_service"),
                    new ServicePlan("stream-gateway", 96, 256, null));

    /**
     * Its jar as the build leaves it.
     *
     * @param root the checkout
     */
    Path program(Path root) {
        return root.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
