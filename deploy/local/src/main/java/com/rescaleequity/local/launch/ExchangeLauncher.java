package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.ExchangeRoot;
import com.rescaleequity.local.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            PortCheck.refuseBusy(options.port);
            Path root = ExchangeRoot.find();
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
        Supervisor supervisor = new Supervisor(terminal);
        try {
            long started = System.nanoTime();
            terminal.say("Starting the exchange in " + data.path());
            LocalExchange exchange =
                    new ExchangeStart(root, data, options, supervisor, stops).start();
            new Greeting(terminal, data, options)
                    .say(exchange.addresses(), exchange.demo(), started);
            makeLive(exchange, data, options, stops, terminal);
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

    /** The reason comes last, where a person looks. */
    private static void stop(StopList stops, Terminal terminal, String reason) {
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
