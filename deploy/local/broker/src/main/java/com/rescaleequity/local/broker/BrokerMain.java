package com.rescaleequity.local.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one Kafka broker that is its own controller, from a properties file. It formats an empty
 * data folder, writes the ready file once clients can connect, and stops on SIGTERM or, if {@code
 * EXCHANGE_PARENT_WATCH} is true, when its standard input closes.
 */
public final class BrokerMain {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerMain.class);
    private static final String CLUSTER_ID = "cmVzY2FsZS1lcXVpdHktMQ";
    private static final long STOP_MILLIS = 15_000;

    private BrokerMain() {}

    /** Arguments: the broker's properties file, and the file to write when it is ready. */
    public static void main(String[] arguments) throws IOException {
        Path settings = Path.of(arguments[0]);
        Path readyFile = Path.of(arguments[1]);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(settings)) {
            properties.load(reader);
        }
        format(settings);
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-stop"));
        if (Boolean.parseBoolean(System.getenv("EXCHANGE_PARENT_WATCH"))) {
            Thread.ofPlatform().daemon().name("parent-watch").start(BrokerMain::watchParent);
        }
        server.startup();
        Files.writeString(readyFile, "ready");
        server.awaitShutdown();
    }

    private static void format(Path settings) {
        String[] arguments = {
            "format", "--ignore-formatted", "-t", CLUSTER_ID, "-c", settings.toString()
        };
        int result = StorageTool.execute(arguments, System.err);
        if (result != 0) {
            throw new IllegalStateException("The broker's data folder could not be formatted.");
        }
    }

    private static void watchParent() {
        try {
            while (System.in.read() >= 0) {
                // Only the end of the stream means something.
            }
        } catch (IOException e) {
            LOG.warn("Standard input failed, so the broker stops", e);
        }
        Thread.ofPlatform().daemon().start(BrokerMain::haltLater);
        System.exit(0);
    }

    private static void haltLater() {
        try {
            Thread.sleep(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
