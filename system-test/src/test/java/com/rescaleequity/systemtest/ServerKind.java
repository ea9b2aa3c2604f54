package com.rescaleequity.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The six kinds of process that make an exchange. */
enum ServerKind {
    KAFKA("Kafka", "kafka/broker.pid"),
    POSTGRES("PostgreSQL", "postgres/data/postmaster.pid"),
    ORDERS("order-service", "pids/order-service.pid"),
    ACCOUNTS("account-service", "pids/account-service.pid"),
    MARKET("market-service", "pids/market-service.pid"),
    STREAM("stream-gateway", "pids/stream-gateway.pid");

    private final String title;
    private final String pidFile;

    ServerKind(String title, String pidFile) {
        this.title = title;
        this.pidFile = pidFile;
    }

    /** How the launcher calls it. */
    String title() {
        return title;
    }

    /** The process that runs now in an exchange's data folder, or ran last. */
    long pid(Path data) throws IOException {
        return pid(data, 0);
    }

    /** The process of one replica; only order-service has others than the first. */
    long pid(Path data, int replica) throws IOException {
        String file = replica == 0 ? pidFile : pidFile.replace(".pid", "-" + replica + ".pid");
        return Long.parseLong(Files.readAllLines(data.resolve(file)).getFirst().strip());
    }
}
