package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.FreePort;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code ./run}. */
@Command(
        name = "./run",
        mixinStandardHelpOptions = true,
        version = "Rescale Equity exchange 0.1.0",
        sortOptions = false,
        description = "Builds what is missing and runs the whole exchange on this machine.",
        footer = {
            "",
            "Exit codes: 1 something failed, 2 wrong options, 3 port or data folder in use."
        })
final class LaunchOptions {

    enum Switch {
        ON,
        OFF
    }

    /** What a replay does with a recorded feed. */
    enum ReplayMode {
        /** Prints its trades. */
        TAPE,
        /** Prints its trades and follows its book. */
        BOOK
    }

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port for REST and WebSocket on 127.0.0.1 (default ${DEFAULT-VALUE}).")
    int port = 8080;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder (default .exchange beside this command).")
    @Nullable Path data;

    @Option(names = "--fresh", description = "Delete the data of earlier runs first.")
    boolean fresh;

    @Option(names = "--no-simulator", description = "Start without the simulated market.")
    boolean noSimulator;

    @Option(
            names = "--simulator-rate",
            paramLabel = "N",
            defaultValue = "30",
            description = "Orders and cancels a second of the simulator (${DEFAULT-VALUE}).")
    int simulatorRate = 30;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = {
                "Trade a recorded market instead of the simulated one: a recorded feed (.gz),",
                "or a pair of LOBSTER files (the ..._message_10.csv; ..._orderbook_10.csv beside it)."
            })
    @Nullable Path replay;

    @Option(
            names = "--replay-mode",
            paramLabel = "tape|book",
            defaultValue = "tape",
            description = {
                "tape: the recorded trades alone; book: the recorded depth too (default",
                "${DEFAULT-VALUE})."
            })
    ReplayMode replayMode = ReplayMode.TAPE;

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            defaultValue = "1",
            description = "Replay at X times the recorded speed; max waits for nothing.")
    String speed = "1";

    @Option(
            names = "--rate-limits",
            paramLabel = "off|on",
            defaultValue = "on",
            description = "Rate limits of the API (default ${DEFAULT-VALUE}).")
    Switch rateLimits = Switch.ON;

    @Option(
            names = "--order-replicas",
            paramLabel = "N",
            defaultValue = "1",
            description = "Processes of order-service that share its work (${DEFAULT-VALUE}).")
    int orderReplicas = 1;

    @Option(
            names = "--debug",
            paramLabel = "SERVICE[=PORT]",
            mapFallbackValue = "5005",
            description = {
                "Let a debugger attach to a service's first process, on port 5005 unless told",
                "(may be given for several)."
            })
    Map<String, Integer> debug = Map.of();

    @Option(
            names = "--train",
            description = {
                "Run for a moment in a folder of its own, so that each later start of these builds",
                "costs half. It takes a minute or two, and the next build undoes it."
            })
    boolean train;

    @Option(
            names = "--tls",
            description = "https (HTTP/2 too) and wss with a self-signed certificate.")
    boolean tls;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Write the keys here too (default: credentials.json in the data folder).")
    @Nullable Path credentials;

    /** A training run is nobody's exchange: it has its own port and folder. */
    void setForTraining(Path root) {
        port = FreePort.find();
        data = root.resolve("target/training");
        fresh = true;
    }

    /** The speed as a factor; infinite for max. */
    double speedFactor() throws RefusedException {
        if (speed.equalsIgnoreCase("max")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            double factor = Double.parseDouble(speed);
            if (factor > 0) {
                return factor;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new RefusedException("--speed takes a number above 0, or max.");
    }
}
