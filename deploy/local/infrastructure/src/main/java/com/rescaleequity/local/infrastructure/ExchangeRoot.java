package com.rescaleequity.local.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds the folder that holds the exchange's source tree: the system property {@code
 * exchange.root}, the variable {@code EXCHANGE_ROOT}, or the nearest parent folder with the Maven
 * wrapper in it.
 */
public final class ExchangeRoot {

    private ExchangeRoot() {}

    /** The absolute path of the source tree; fails if this is not run from within it. */
    public static Path find() {
        String property = System.getProperty("exchange.root");
        if (property != null && !property.isBlank()) {
            return Path.of(property).toAbsolutePath().normalize();
        }
        String variable = System.getenv("EXCHANGE_ROOT");
        if (variable != null && !variable.isBlank()) {
            return Path.of(variable).toAbsolutePath().normalize();
        }
        Path found = above(Path.of("").toAbsolutePath());
        if (found == null) {
            throw new IllegalStateException(
                    "The exchange's folder is unknown: set the system property exchange.root.");
        }
        return found;
    }

    /** What tells a JVM to read one of the files of options that containers read too. */
    public static String jvmOptions(Path root, String name) {
        return "@" + root.resolve("deploy/jvm").resolve(name + ".options");
    }

    private static @Nullable Path above(Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))
                    && Files.isDirectory(folder.resolve("deploy/local"))) {
                return folder;
            }
        }
        return null;
    }
}
