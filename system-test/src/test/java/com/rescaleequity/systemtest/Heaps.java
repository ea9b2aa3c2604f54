package com.rescaleequity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is alive in the services' heaps after a collection, in kB. */
final class Heaps {

    // Serial collectors tell it for each generation.
    private static final Pattern USED =
            Pattern.compile("(?:DefNew|Tenured) +total \\d+K, used (\\d+)K");
    private static final List<ServerKind> SERVICES =
            List.of(ServerKind.ORDERS, ServerKind.ACCOUNTS, ServerKind.MARKET, ServerKind.STREAM);

    private Heaps() {}

    static Map<ServerKind, Long> afterCollection(Path data)
            throws IOException, InterruptedException {
        Map<ServerKind, Long> kilobytes = new EnumMap<>(ServerKind.class);
        for (ServerKind service : SERVICES) {
            String pid = Long.toString(service.pid(data));
            jcmd(pid, "GC.run");
            Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
            long sum = 0;
            while (used.find()) {
                sum += Long.parseLong(used.group(1));
            }
            assertThat(sum).as("heap of %s, kB", service).isPositive();
            kilobytes.put(service, sum);
        }
        return kilobytes;
    }

    private static String jcmd(String pid, String command)
            throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, pid, command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(jcmd + " " + pid + " " + command + ": " + output);
        }
        return output;
    }
}
