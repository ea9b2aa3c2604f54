package com.rescaleequity.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what the launcher's own libraries log to a file, so that the terminal stays readable. */
final class LogSetup {

    private static final int LIMIT_BYTES = 16 * 1024 * 1024;
    private static final Logger ROOT = Logger.getLogger("");

    private LogSetup() {}

    static void toFile(Path file) throws IOException {
        System.setProperty(
                "java.util.logging.SimpleFormatter.format",
                "%1$tF %1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
        Files.createDirectories(file.getParent());
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        FileHandler handler = new FileHandler(file.toString(), LIMIT_BYTES, 1, true);
        handler.setFormatter(new SimpleFormatter());
        ROOT.addHandler(handler);
        ROOT.setLevel(Level.INFO);
        Logger.getLogger("org.apache.kafka").setLevel(Level.WARNING);
    }
}
