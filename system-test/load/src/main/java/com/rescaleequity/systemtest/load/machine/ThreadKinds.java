package com.rescaleequity.systemtest.load.machine;

import java.util.List;

/** Puts threads that do the same under one name. Linux keeps 15 letters of a thread's name. */
final class ThreadKinds {

    private static final String POSTGRES = "postgres: ";
    private static final List<String> DATABASES =
            List.of("order_service", "account_service", "market_service");

    private ThreadKinds() {}

    static String ofThread(String name) {
        if (name.startsWith("C1 Comp") || name.startsWith("C2 Comp")) {
            return "compilers";
        }
        if (name.startsWith("GC Thread") || name.startsWith("G1 ")) {
            return "GC";
        }
        String kind = name.replaceAll("[-#:\\s]*\\d[-\\d]*.*$", "");
        return kind.isEmpty() ? name : kind;
    }

    /** A process of PostgreSQL says what it does: a connection names its database. */
    static String ofPostgres(String title) {
        if (!title.startsWith(POSTGRES)) {
            return "postmaster";
        }
        String rest = title.substring(POSTGRES.length());
        for (String database : DATABASES) {
            if (rest.contains(database)) {
                return (rest.startsWith("autovacuum") ? "autovacuum " : "") + database;
            }
        }
        return rest.split(" {2}")[0].strip();
    }
}
