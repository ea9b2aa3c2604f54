package com.rescaleequity.systemtest.load.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads what Linux tells of processes; on other systems there is nothing to read. */
final class ProcFiles {

    private static final Path PROC = Path.of("/proc");

    /** The kernel's clock tick for user programs, on every Linux. */
    private static final long TICK_MICROS = 10_000;

    private static final int USER_TIME = 11;

    /** A thread's name and the processor time that it has had. */
    record ThreadTime(long id, String name, long micros) {}

    private ProcFiles() {}

    static boolean available() {
        return Files.isDirectory(PROC.resolve("self/task"));
    }

    /** The processor time of a process, its ended threads included. */
    static OptionalLong micros(long pid) {
        try {
            return OptionalLong.of(thread(PROC.resolve(pid + "/stat")).micros());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Its threads that are alive. */
    static List<ThreadTime> threads(long pid) {
        try (Stream<Path> tasks = Files.list(PROC.resolve(pid + "/task"))) {
            return tasks.flatMap(
                            task -> {
                                try {
                                    return Stream.of(thread(task.resolve("stat")));
                                } catch (IOException e) {
                                    return Stream.empty();
                                }
                            })
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The fields of a stat file stand behind the name, which may hold blanks and brackets. */
    static ThreadTime parse(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        String[] fields = stat.substring(close + 2).split(" ");
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
        return new ThreadTime(
                Long.parseLong(stat.substring(0, open).strip()),
                stat.substring(open + 1, close),
                ticks * TICK_MICROS);
    }

    private static ThreadTime thread(Path stat) throws IOException {
        return parse(Files.readString(stat, StandardCharsets.ISO_8859_1));
    }

    /** How a process calls itself on its command line. */
    static String title(long pid) {
        try {
            byte[] line = Files.readAllBytes(PROC.resolve(pid + "/cmdline"));
            return new String(line, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Its share of memory: pages that several processes map count by their share. */
    static OptionalLong pssKilobytes(long pid) {
        try (Stream<String> lines =
                Files.lines(PROC.resolve(pid + "/smaps_rollup"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
