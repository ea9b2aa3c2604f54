package com.rescaleequity.systemtest.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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

    @Option(names = "--accounts", defaultValue = "20", description = "Accounts to trade with.")
    private int accounts = 20;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadGenerator()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode file = new ObjectMapper().readTree(credentials.toFile());
        URI restUrl = URI.create(file.path("restUrl").asText());
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            OrderSender sender = new OrderSender(vertx, restUrl, connections);
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < accounts; i++) {
                keys.add(sender.openAccount());
            }
            OrderFlow flow = new OrderFlow(keys);
            Measurement measurement =
                    rate == 0
                            ? ClosedLoop.run(sender, flow, warmup, seconds, connections)
                            : OpenLoop.run(sender, flow, warmup, seconds, rate);
            report(measurement);
            return measurement.failed() == 0 ? 0 : 1;
        } finally {
            vertx.close();
        }
    }

    private void report(Measurement measurement) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s: %,d orders in %d s = %,.0f/s, p50 %.2f ms, p90 %.2f, p99 %.2f, p99.9 %.2f, max %.1f; %,d refused, %,d failed%n",
                rate == 0 ? connections + " connections, closed loop" : rate + "/s, open loop",
                measurement.answered(),
                seconds,
                measurement.answered() / (double) seconds,
                measurement.millis(50),
                measurement.millis(90),
                measurement.millis(99),
                measurement.millis(99.9),
                measurement.millis(100),
                measurement.refused(),
                measurement.failed());
        out.flush();
    }
}
