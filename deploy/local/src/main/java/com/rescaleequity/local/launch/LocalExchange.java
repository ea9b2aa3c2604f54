package com.rescaleequity.local.launch;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.rescaleequity.local.client.Answer;
import com.rescaleequity.local.client.DepthStream;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.infrastructure.ChildProcess;
import com.rescaleequity.local.ingress.Ingress;
import com.rescaleequity.local.ingress.IngressRoutes;
import com.rescaleequity.local.ingress.SelfSignedCertificate;
import com.rescaleequity.local.replay.lobster.LobsterFiles;
import com.rescaleequity.local.simulator.Simulator;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole exchange on one machine, from its first process to its last. */
final class LocalExchange {

    private static final Logger LOG = LoggerFactory.getLogger(LocalExchange.class);

    private static final Duration LISTING_PATIENCE = Duration.ofMinutes(1);

    private final Path root;
    private final DataFolder data;
    private final LaunchOptions options;
    private final Terminal terminal;
    private final Children children = new Children(this::childDied);
    private final CountDownLatch failed = new CountDownLatch(1);
    private final long started = System.nanoTime();
    private @Nullable Services services;
    private @Nullable Vertx vertx;
    private @Nullable Ingress ingress;
    private @Nullable Simulator simulator;
    private @Nullable Accounts accounts;
    private @Nullable OperatorClient operator;
    private volatile boolean stopping;

    LocalExchange(Path root, DataFolder data, LaunchOptions options, Terminal terminal) {
        this.root = root;
        this.data = data;
        this.options = options;
        this.terminal = terminal;
    }

    /** Returns when a client can trade. */
    void start() throws IOException, InterruptedException {
        terminal.say("Starting the exchange in " + data.path());
        Backends backends = Backends.start(root, data, children, terminal);
        Services services = startServices(backends);
        Vertx loop =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(2)
                                .setWorkerPoolSize(2)
                                .setInternalBlockingPoolSize(2)
                                .setFileSystemOptions(
                                        new FileSystemOptions()
                                                .setFileCachingEnabled(false)
                                                .setClassPathResolvingEnabled(false)));
        vertx = loop;
        Ingress door = startIngress(loop, services);
        ingress = door;
        Addresses addresses = new Addresses(door.port(), options.tls);
        openAccounts(services.one("account-service"), addresses);
        awaitListing(new ExchangeClient(loop, addresses.rest()));
        new Greeting(terminal, data, options).say(addresses, demo(), started);
    }

    private Services startServices(Backends backends) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Secrets secrets = data.secrets();
        Services started = new Services(children, terminal);
        services = started;
        for (ServicePlan plan : ServicePlan.ALL) {
            Map<String, String> environment = new HashMap<>(backends.environment(plan));
            environment.put(
                    "EXCHANGE_SECRET_WRAPPING_KEY_FILE", secrets.file("wrapping-key").toString());
            environment.put("EXCHANGE_OPERATOR_KEY_FILE", secrets.file("operator-key").toString());
            environment.put(
                    "EXCHANGE_RATE_LIMITS_ENABLED",
                    String.valueOf(options.rateLimits == LaunchOptions.Switch.ON));
            boolean orders = plan.name().equals(ServicePlan.ORDER_SERVICE);
            started.start(plan, orders ? options.orderReplicas : 1, root, data, environment);
        }
        started.awaitReady(begun);
        return started;
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

    private void openAccounts(ServiceProcess accountService, Addresses addresses)
            throws IOException, InterruptedException {
        operator =
                new OperatorClient(
                        accountService.managementPort(), data.secrets().text("operator-key"));
        accounts = Accounts.in(data.path().resolve("secrets/accounts.json"));
        account(AccountPlan.DEMO);
        account(AccountPlan.MAKER);
        String rest = addresses.rest().toString();
        String stream = addresses.stream().toString();
        accounts.writeCredentials(data.credentials(), rest, stream);
        if (options.credentials != null) {
            accounts.writeCredentials(options.credentials, rest, stream);
        }
    }

    /** On the first start the markets are listed while everything else starts. */
    private void awaitListing(ExchangeClient client) throws IOException, InterruptedException {
        String key = demo().apiKey();
        long end = System.nanoTime() + LISTING_PATIENCE.toNanos();
        while (true) {
            Answer answer;
            try {
                answer = client.get(key, "/market/instruments");
            } catch (IOException e) {
                answer = new Answer(503, MissingNode.getInstance());
            }
            if (answer.ok() && !answer.data().isEmpty()) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new IOException("No market was listed in time: " + answer);
            }
            Thread.sleep(100);
        }
    }

    private Account demo() throws IOException, InterruptedException {
        return account(AccountPlan.DEMO);
    }

    private Account account(AccountPlan plan) throws IOException, InterruptedException {
        OperatorClient maker = operator;
        if (maker == null) {
            throw new IllegalStateException("The exchange has not started");
        }
        return keptAccounts().ensure(plan, maker);
    }

    private Accounts keptAccounts() {
        Accounts kept = accounts;
        if (kept == null) {
            throw new IllegalStateException("The exchange has not started");
        }
        return kept;
    }

    /** Makes the market live: by a recorded one, by the simulator, or not at all. */
    void live(double speed) throws IOException, InterruptedException {
        Vertx loop = vertx;
        Ingress door = ingress;
        if (loop == null || door == null) {
            throw new IllegalStateException("The exchange has not started");
        }
        ExchangeClient client =
                new ExchangeClient(loop, new Addresses(door.port(), options.tls).rest());
        Path recording = options.replay;
        if (recording != null) {
            replay(recording, speed, client, loop, door.port());
        } else if (!options.noSimulator) {
            Account maker = account(AccountPlan.program("simulator-maker"));
            Account taker = account(AccountPlan.program("simulator-taker"));
            Simulator market =
                    new Simulator(client, maker.apiKey(), taker.apiKey(), options.simulatorRate);
            simulator = market;
            market.start();
        }
    }

    private void replay(Path recording, double speed, ExchangeClient client, Vertx loop, int port)
            throws IOException, InterruptedException {
        ReplayStarter starter =
                new ReplayStarter(client, keptAccounts(), this::account, data, terminal);
        if (LobsterFiles.recognises(recording)) {
            starter.startLobster(recording, speed, stockListing());
            return;
        }
        switch (options.replayMode) {
            case TAPE -> starter.startTape(recording, speed);
            case BOOK ->
                    starter.startBook(
                            recording,
                            speed,
                            new DepthStream(loop, new Addresses(port, options.tls).stream()));
        }
    }

    private StockListing stockListing() throws IOException {
        Services running = services;
        if (running == null) {
            throw new IllegalStateException("The exchange has not started");
        }
        return new StockListing(
                running.one("market-service").managementPort(),
                data.secrets().text("operator-key"));
    }

    /** Returns when a process of the exchange has ended by itself; else waits for ever. */
    void awaitEnd() throws InterruptedException {
        failed.await();
    }

    private void childDied(ChildProcess process) {
        Services running = services;
        if (running != null && running.restart(process)) {
            return;
        }
        terminal.say(
                "%s ended unexpectedly, so the exchange stops. Its log: %s"
                        .formatted(process.name(), process.logFile()));
        failed.countDown();
    }

    /** Whether it has been told to stop, so that what fails now is no failure. */
    boolean stopping() {
        return stopping;
    }

    /** Stops everything in order and lets go of the data folder. Called once, at the JVM's end. */
    void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        terminal.say("Stopping the exchange");
        Simulator market = simulator;
        if (market != null) {
            market.stop();
        }
        Ingress door = ingress;
        if (door != null) {
            door.stop();
        }
        children.stop();
        try {
            data.close();
        } catch (IOException e) {
            LOG.warn("The data folder's lock could not be released", e);
        }
        terminal.say("Stopped");
    }
}
