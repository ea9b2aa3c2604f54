package com.rescaleequity.systemtest.load;

import com.rescaleequity.local.infrastructure.ExchangeRoot;
import com.rescaleequity.systemtest.load.exchange.OwnExchange;
import com.rescaleequity.systemtest.load.exchange.Place;
import com.rescaleequity.systemtest.load.flow.Mix;
import com.rescaleequity.systemtest.load.report.HtmlReport;
import com.rescaleequity.systemtest.load.report.Report;
import com.rescaleequity.systemtest.load.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the load suite; see {@code system-test/load/README.md}. */
@Command(
        name = "./system-test/load/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Loads an exchange in stages, measures, and proves afterwards that nothing is wrong.",
            "Without --against it starts one of its own in a temporary folder. Latency counts from",
            "the moment at which a call was due. Ctrl-C ends it early and still writes the reports."
        },
        footer = {
            "",
            "Exit codes: 0 all that was checked holds, 1 something failed, 2 wrong options."
        })
public final class LoadCommand implements Callable<Integer> {

    @Option(
            names = "--mix",
            split = ",",
            paramLabel = "MIX",
            description = "What is sent, all of it unless told: ${COMPLETION-CANDIDATES}.")
    private List<Mix> mixes = List.copyOf(EnumSet.allOf(Mix.class));

    @Option(
            names = "--door",
            split = ",",
            paramLabel = "DOOR",
            description = "How orders come in: ${COMPLETION-CANDIDATES}.")
    private List<Door> doors = List.of(Door.REST, Door.WS);

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "N",
            description = "Calls a second of open loops; each mix has its own unless told.")
    private List<Integer> rates = List.of();

    @Option(
            names = "--closed",
            split = ",",
            paramLabel = "N",
            description = "Calls under way in closed loops; each mix has its own unless told.")
    private List<Integer> closed = List.of();

    @Option(
            names = "--duration",
            converter = DurationText.class,
            defaultValue = "10s",
            paramLabel = "TIME",
            description = "How long each stage is measured.")
    private Duration duration = Duration.ofSeconds(10);

    @Option(
            names = "--settling",
            converter = DurationText.class,
            defaultValue = "2s",
            paramLabel = "TIME",
            description = "How long each stage goes on before it is measured.")
    private Duration settling = Duration.ofSeconds(2);

    @Option(
            names = "--warmup",
            converter = DurationText.class,
            defaultValue = "60s",
            paramLabel = "TIME",
            description = "Load before all stages: compilers take their time.")
    private Duration warmup = Duration.ofMinutes(1);

    @Option(
            names = "--rounds",
            defaultValue = "1",
            paramLabel = "N",
            description = "How often all stages are run; the tables show medians.")
    private int rounds = 1;

    @Option(
            names = "--against",
            paramLabel = "URL|DIR",
            description = {
                "A running exchange instead of an own one: its address, or its data folder",
                "(.exchange of ./run), with which its processes and books are looked at too."
            })
    private @Nullable String against;

    @Option(
            names = "--order-replicas",
            defaultValue = "1",
            paramLabel = "N",
            description = "Processes of order-service of the own exchange.")
    private int orderReplicas = 1;

    @Option(
            names = "--ingress",
            description =
                    "Through the ingress; else straight to the services where they are known.")
    private boolean ingress;

    @Option(
            names = "--connections",
            defaultValue = "256",
            paramLabel = "N",
            description = "HTTP connections of open loops.")
    private int connections = 256;

    @Option(
            names = "--sockets",
            defaultValue = "16",
            paramLabel = "N",
            description = "Trade sockets, which share the calls under way.")
    private int sockets = 16;

    @Option(
            names = "--accounts",
            defaultValue = "40",
            paramLabel = "N",
            description = "Accounts that trade.")
    private int accounts = 40;

    @Option(
            names = "--many",
            defaultValue = "512",
            paramLabel = "N",
            description = "Accounts of the mixes MANY and STORM.")
    private int many = 512;

    @Option(
            names = "--storm",
            defaultValue = "40000",
            paramLabel = "N",
            description = "Orders that a storm cancels, at most 190 of each account.")
    private int stormOrders = 40_000;

    @Option(
            names = "--flushes",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Counts slow flushes of the broker's logs, by a flight recording in the broker.")
    private boolean flushes = true;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes everything as JSON.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes one page with charts.")
    private @Nullable Path html;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Runs the command. */
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new LoadCommand());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((failure, failed, result) -> {
            failed.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        TextReport text = new TextReport(spec.commandLine().getOut());
        StopSwitch stop =
                StopSwitch.install(() -> text.say("Stopping; what was measured is written."));
        try {
            boolean holds = against == null ? runOwn(text, stop) : run(place(against), text, stop);
            return holds ? 0 : 1;
        } finally {
            stop.over();
        }
    }

    private static Place place(String where) throws IOException {
        Path folder = Path.of(where.replace("://", ""));
        return Files.isDirectory(folder) ? Place.ofFolder(folder) : Place.ofUrl(where);
    }

    private boolean runOwn(TextReport text, StopSwitch stop)
            throws IOException, InterruptedException {
        try (OwnExchange exchange =
                OwnExchange.start(ExchangeRoot.find(), orderReplicas, text::say, stop)) {
            return run(exchange.place(), text, stop);
        }
    }

    private boolean run(Place place, TextReport text, StopSwitch stop)
            throws IOException, InterruptedException {
        boolean wantsMany = mixes.contains(Mix.MANY) || mixes.contains(Mix.STORM);
        Session session = Session.open(place, accounts, wantsMany ? many : 0);
        Tuning tuning = new Tuning(duration, settling, connections, sockets, !ingress);
        Suite suite = new Suite(session, tuning, text, stop);
        suite.warmUp(warmup);
        suite.run(new Plan(mixes, doors, rates, closed), rounds, stormOrders, flushes);
        Report report = suite.report(setting(place));
        text.whole(report);
        if (json != null) {
            report.writeJson(json);
        }
        if (html != null) {
            HtmlReport.write(report, html);
        }
        return report.holds();
    }

    private Report.Setting setting(Place place) {
        return new Report.Setting(
                String.join(" ", spec.commandLine().getParseResult().originalArgs()),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                place.rest() + (ingress ? " through the ingress" : ""),
                "%d processors, Java %s, %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version(),
                                System.getProperty("os.name")));
    }
}
