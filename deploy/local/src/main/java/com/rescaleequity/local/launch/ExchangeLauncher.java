package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.DeleteFolder;
import com.rescaleequity.local.infrastructure.ExchangeRoot;
import com.rescaleequity.local.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What {@code ./run} starts: it checks that port and data folder are free, runs the exchange until
 * it is told to stop, and leaves no process behind.
 */
public final class ExchangeLauncher {

    private static final int MOST_REPLICAS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    // A JVM that has recorded writes for some seconds as it ends.
    private static final Duration TRAINED_PATIENCE = Duration.ofMinutes(3);
    private static final Duration TRAINING = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeLauncher.class);
    private static final int FAILED = 1;
    private static final int WRONG_OPTIONS = 2;
    private static final int REFUSED = 3;

    private ExchangeLauncher() {}

    /** Runs until SIGTERM or Ctrl-C; exits as the help text says. */
    public static void main(String[] arguments) {
        Terminal terminal = new Terminal(System.out);
        LaunchOptions options = new LaunchOptions();
        CommandLine commandLine =
                new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
        try {
            var parsed = commandLine.parseArgs(arguments);
            if (CommandLine.printHelpIfRequested(parsed)) {
                System.exit(0);
            }
        } catch (ParameterException e) {
            terminal.say(String.valueOf(e.getMessage()));
            terminal.say("./run --help tells the options.");
            System.exit(WRONG_OPTIONS);
        }
        System.exit(run(options, terminal));
    }

    private static int run(LaunchOptions options, Terminal terminal) {
        try {
            double _ = options.speedFactor();
            refuseMissingTape(options);
            refuseReplicas(options);
            refuseUnknownServices(options);
            Path root = ExchangeRoot.find();
            if (options.train) {
                options.setForTraining(root);
            }
            PortCheck.refuseBusy(options.port);
            Path folder = options.data == null ? root.resolve(".exchange") : options.data;
            DataFolder data = DataFolder.open(folder, options.fresh);
            LogSetup.toFile(data.log("launcher"));
            return run(root, data, options, terminal);
        } catch (RefusedException e) {
            terminal.say(String.valueOf(e.getMessage()));
            return REFUSED;
        } catch (IOException e) {
            LOG.error("The exchange did not start", e);
            terminal.say("The exchange did not start: " + e);
            return FAILED;
        }
    }

    /** Runs until a server is given up, or for ever: a signal ends the JVM by its hook. */
    private static int run(Path root, DataFolder data, LaunchOptions options, Terminal terminal) {
        StopList stops = new StopList();
        AtomicReference<String> reason = new AtomicReference<>("");
        stops.add(data::close);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> stop(stops, terminal, String.valueOf(reason.get())),
                                "exchange-stop"));
        Supervisor supervisor =
                new Supervisor(terminal, options.train ? TRAINED_PATIENCE : PATIENCE);
        try {
            long started = System.nanoTime();
            terminal.say("Starting the exchange in " + data.path());
            LocalExchange exchange =
                    new ExchangeStart(root, data, options, supervisor, stops).start();
            new Greeting(terminal, data, options)
                    .say(exchange.addresses(), exchange.demo(), started);
            makeLive(exchange, data, options, stops, terminal);
            if (options.train) {
                return train(exchange, data, stops, terminal);
            }
            reason.set(supervisor.failure().join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RefusedException | IOException | RuntimeException e) {
            if (!stops.stopping()) {
                LOG.error("The exchange did not start", e);
                Throwable cause = e instanceof CompletionException ? e.getCause() : e;
                reason.set(
                        "The exchange did not start: " + (cause == null ? e : cause).getMessage());
            }
        }
        return FAILED;
    }

    /** Lets the market go on for a moment, and keeps what the services have learnt meanwhile. */
    private static int train(
            LocalExchange exchange, DataFolder data, StopList stops, Terminal terminal)
            throws IOException, InterruptedException {
        Thread.sleep(TRAINING);
        stops.stop();
        List<String> failed = exchange.services().makeStartCaches();
        if (!failed.isEmpty()) {
            terminal.say(
                    "No start cache for %s; the logs are in %s"
                            .formatted(String.join(", ", failed), data.path()));
            return FAILED;
        }
        DeleteFolder.ifExists(data.path());
        terminal.say("Each later start of a service costs half.");
        return 0;
    }

    /** The reason comes last, where a person looks. */
    private static void stop(StopList stops, Terminal terminal, String reason) {
        if (stops.stopping()) {
            return;
        }
        if (!reason.isEmpty()) {
            terminal.say(reason);
        }
        terminal.say("Stopping the exchange");
        stops.stop();
        terminal.say(
                reason.isEmpty()
                        ? "Stopped"
                        : "Stopped, because " + reason.lines().findFirst().orElse(reason));
    }

    /** Makes the market live: by a recorded one, by the simulator, or not at all. */
    private static void makeLive(
            LocalExchange exchange,
            DataFolder data,
            LaunchOptions options,
            StopList stops,
            Terminal terminal)
            throws RefusedException, IOException, InterruptedException {
        Path recording = options.replay;
        if (recording != null) {
            exchange.replay(recording, options.replayMode, options.speedFactor(), data, terminal);
        } else if (!options.noSimulator) {
            Simulator market = exchange.simulate(options.simulatorRate);
            stops.add(market::stop);
        }
    }

    private static void refuseReplicas(LaunchOptions options) throws RefusedException {
        if (options.orderReplicas < 1 || options.orderReplicas > MOST_REPLICAS) {
            throw new RefusedException(
                    "--order-replicas takes a number from 1 to " + MOST_REPLICAS + ".");
        }
    }

    private static void refuseUnknownServices(LaunchOptions options) throws RefusedException {
        List<String> known = ServicePlan.ALL.stream().map(ServicePlan::name).toList();
        for (String service : options.debug.keySet()) {
            if (!known.contains(service)) {
                throw new RefusedException(
                        "--debug takes one of " + String.join(", ", known) + ".");
            }
        }
    }

    private static void refuseMissingTape(LaunchOptions options) throws RefusedException {
        Path tape = options.replay;
        if (tape != null && !Files.isReadable(tape)) {
            throw new RefusedException("--replay: there is no file " + tape + ".");
        }
    }
}
