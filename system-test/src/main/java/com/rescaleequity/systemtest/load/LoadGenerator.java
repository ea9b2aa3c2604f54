package com.rescaleequity.systemtest.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the load generator; see {@code system-test/README.md}. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Sends limit orders at a fixed rate and reports latencies from due time.")
public final class LoadGenerator implements Callable<Integer> {

    @Option(
            names = "--credentials",
            required = true,
            description = "The credentials file that ./run writes.")
    private Path credentials = Path.of("credentials.json");

    @Option(
            names = "--rate",
            defaultValue = "1000",
            description = "Orders a second; 0 = as many as go.")
    private int rate = 1000;

    @Option(names = "--seconds", defaultValue = "15", description = "How long it measures.")
    private int seconds = 15;

    @Option(names = "--warmup", defaultValue = "5", description = "Seconds before it measures.")
    private int warmup = 5;

    @Option(names = "--connections", defaultValue = "128", description = "HTTP connections.")
    private int connections = 128;

    @Option(
            names = "--accounts",
            defaultValue = "20",
            description =
                    "Accounts to trade with; every second one sells, and has enough for 100,000 orders.")
    private int accounts = 20;

    @Option(
            names = "--target",
            split = ",",
            description =
                    "Base URLs of the calls, such as order services without their ingress; without it the one of the credentials.")
    private List<URI> targets = List.of();

    @Option(
            names = "--echo",
            description = "Calls the test-only echo instead of placing orders: the ceiling.")
    private boolean echo;

    @Option(
            names = "--probe",
            description = "Also reads, twice a second, what waits for the followers.")
    private boolean probe;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadGenerator()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        JsonNode file = new ObjectMapper().readTree(credentials.toFile());
        URI restUrl = URI.create(file.path("restUrl").asText());
        List<URI> bases = targets.isEmpty() ? List.of(restUrl) : targets;
        OrderFlow flow =
                echo
                        ? OrderFlow.echoes(bases.getFirst())
                        : OrderFlow.orders(
                                bases.getFirst(), SandboxAccounts.open(restUrl, accounts));
        try (LoadLoop loop = new LoadLoop(bases, flow, connections)) {
            long start = System.nanoTime();
            long measured = start + TimeUnit.SECONDS.toNanos(warmup);
            Measurement measurement =
                    new Measurement(measured, measured + TimeUnit.SECONDS.toNanos(seconds));
            String key = file.path("accounts").path(0).path("apiKey").asText();
            try (FollowerProbe reads = new FollowerProbe(restUrl, key, measured)) {
                if (probe) {
                    reads.start();
                }
                if (rate == 0) {
                    loop.closed(measurement);
                } else {
                    loop.open(measurement, start, rate);
                }
                report(measurement, reads);
            }
            return measurement.failed() + measurement.unsent() == 0 ? 0 : 1;
        }
    }

    private void report(Measurement measurement, FollowerProbe reads) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s, %s: %,d %s in %d s = %,.0f/s, p50 %.2f ms, p90 %.2f, p99 %.2f, p99.9 %.2f, max %.1f; %,d refused, %,d failed, %,d not sent%n",
                rate == 0 ? "closed loop" : "open loop at " + rate + "/s",
                connections + " connections",
                measurement.answered(),
                echo ? "echoes" : "orders",
                seconds,
                measurement.answered() / (double) seconds,
                measurement.millis(50),
                measurement.millis(90),
                measurement.millis(99),
                measurement.millis(99.9),
                measurement.millis(100),
                measurement.refused(),
                measurement.failed(),
                measurement.unsent());
        if (probe) {
            out.println(reads.report());
        }
        out.flush();
    }
}
