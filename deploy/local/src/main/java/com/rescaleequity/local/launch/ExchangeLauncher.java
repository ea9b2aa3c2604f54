package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.ExchangeRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
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
            double speed = options.speedFactor();
            refuseMissingTape(options);
            refuseReplicas(options);
            PortCheck.refuseBusy(options.port);
            Path root = ExchangeRoot.find();
            Path folder = options.data == null ? root.resolve(".exchange") : options.data;
            DataFolder data = DataFolder.open(folder, options.fresh);
            LogSetup.toFile(data.log("launcher"));
            return run(new LocalExchange(root, data, options, terminal), speed, terminal);
        } catch (RefusedException e) {
            terminal.say(String.valueOf(e.getMessage()));
            return REFUSED;
        } catch (IOException e) {
            LOG.error("The exchange did not start", e);
            terminal.say("The exchange did not start: " + e);
            return FAILED;
        }
    }

    private static int run(LocalExchange exchange, double speed, Terminal terminal) {
        Runtime.getRuntime().addShutdownHook(new Thread(exchange::stop, "exchange-stop"));
        try {
            exchange.start();
            exchange.live(speed);
            exchange.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.error("The exchange did not start", e);
            Throwable cause = e instanceof CompletionException ? e.getCause() : e;
            if (!exchange.stopping()) {
                terminal.say(
                        "The exchange did not start: " + (cause == null ? e : cause).getMessage());
            }
        }
        return FAILED;
    }

    private static void refuseReplicas(LaunchOptions options) throws RefusedException {
        if (options.orderReplicas < 1 || options.orderReplicas > MOST_REPLICAS) {
            throw new RefusedException(
                    "--order-replicas takes a number from 1 to " + MOST_REPLICAS + ".");
        }
    }

    private static void refuseMissingTape(LaunchOptions options) throws RefusedException {
        Path tape = options.replay;
        if (tape != null && !Files.isReadable(tape)) {
            throw new RefusedException("--replay: there is no file " + tape + ".");
        }
    }
}
