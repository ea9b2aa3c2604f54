package com.rescaleequity.local.launch;

import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.ingress.Ingress;
import com.rescaleequity.local.ingress.IngressRoutes;
import com.rescaleequity.local.ingress.SelfSignedCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts everything that the exchange consists of, in the order of need. */
record ExchangeStart(
        Path root, DataFolder data, LaunchOptions options, Supervisor supervisor, StopList stops) {

    /** Returns when a client can trade. */
    LocalExchange start() throws IOException, InterruptedException {
        stops.add(supervisor::stop);
        Backends backends = Backends.start(root, data, supervisor);
        Services services = Services.start(places(backends), supervisor);
        Vertx loop = loop();
        Ingress door = startIngress(loop, services);
        stops.add(door::stop);
        Addresses addresses = new Addresses(door.port(), options.tls);
        LocalExchange exchange =
                new LocalExchange(
                        loop,
                        services,
                        addresses,
                        KeptAccounts.in(data.path().resolve("secrets/accounts.json")),
                        new OperatorClient(
                                services.managementPort("account-service"),
                                data.secrets().text("operator-key")),
                        new ExchangeClient(loop, addresses.rest()));
        exchange.open(data, options);
        return exchange;
    }

    private List<ServicePlace> places(Backends backends) throws IOException {
        Secrets secrets = data.secrets();
        List<ServicePlace> places = new ArrayList<>();
        for (ServicePlan plan : ServicePlan.ALL) {
            Map<String, String> environment = new HashMap<>(backends.environment(plan));
            environment.put("EXCHANGE_ENVIRONMENT", "sandbox");
            environment.put(
                    "EXCHANGE_SECRET_WRAPPING_KEY_FILE", secrets.file("wrapping-key").toString());
            environment.put("EXCHANGE_OPERATORS_FILE", secrets.operators().toString());
            environment.put(
                    "EXCHANGE_RATE_LIMITS_ENABLED",
                    String.valueOf(options.rateLimits == LaunchOptions.Switch.ON));
            boolean orders = plan.name().equals(ServicePlan.ORDER_SERVICE);
            int replicas = orders ? options.orderReplicas : 1;
            environment.put("EXCHANGE_RATE_LIMITS_REPLICAS", String.valueOf(replicas));
            for (int replica = 0; replica < replicas; replica++) {
                places.add(
                        new ServicePlace(
                                plan,
                                replica,
                                ServicePlace.Ports.free(),
                                root,
                                data,
                                Map.copyOf(environment),
                                jvmOptions(plan, replica)));
            }
        }
        return places;
    }

    private List<String> jvmOptions(ServicePlan plan, int replica) throws IOException {
        StartCache cache = new StartCache(plan.program(root));
        if (options.train) {
            return cache.record();
        }
        Integer port = replica == 0 ? options.debug.get(plan.name()) : null;
        return port == null
                ? cache.use()
                : List.of(
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:"
                                + port);
    }

    private static Vertx loop() {
        return Vertx.vertx(
                new VertxOptions()
                        .setEventLoopPoolSize(2)
                        .setWorkerPoolSize(2)
                        .setInternalBlockingPoolSize(2)
                        .setFileSystemOptions(
                                new FileSystemOptions()
                                        .setFileCachingEnabled(false)
                                        .setClassPathResolvingEnabled(false)));
    }

    private Ingress startIngress(Vertx loop, Services running) throws IOException {
        PfxOptions keyStore =
                options.tls
                        ? SelfSignedCertificate.inFolder(
                                data.tls(), data.secrets().text("key-store"))
                        : null;
        IngressRoutes routes =
                IngressRoutes.read(root.resolve("deploy/kubernetes/base/ingress.yaml"));
        return Ingress.start(loop, options.port, routes, running.addresses(), keyStore);
    }
}
