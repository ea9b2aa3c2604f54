package com.rescaleequity.systemtest.load.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the processes of an exchange by its data folder. */
public final class Members {

    /** The process of the load itself. */
    public static final String LOAD = "load";

    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";

    private Members() {}

    /** Those that run now, the load's own process last. */
    public static List<Member> of(Path data) throws IOException {
        List<Member> members = new ArrayList<>();
        try (Stream<Path> files = Files.list(data.resolve("pids"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".pid")) {
                    add(members, name.substring(0, name.length() - 4), file);
                }
            }
        }
        add(members, KAFKA, data.resolve("kafka/broker.pid"));
        addPostgres(members, data.resolve("postgres/data/postmaster.pid"));
        add(members, "ingress", data.resolve("lock"));
        members.add(new Member(LOAD, ProcessHandle.current().pid(), true));
        return members;
    }

    private static void add(List<Member> members, String name, Path file) throws IOException {
        ProcessHandle.of(pid(file)).ifPresent(it -> members.add(new Member(name, it.pid(), true)));
    }

    private static void addPostgres(List<Member> members, Path file) throws IOException {
        ProcessHandle.of(pid(file))
                .ifPresent(server -> {
                    members.add(new Member(POSTGRES, server.pid(), false));
                    server.children()
                            .forEach(it -> members.add(new Member(POSTGRES, it.pid(), false)));
                });
    }

    private static long pid(Path file) throws IOException {
        if (!Files.exists(file)) {
            return -1;
        }
        String line = Files.readString(file).lines().findFirst().orElse("").strip();
        return line.isEmpty() ? -1 : Long.parseLong(line);
    }
}
