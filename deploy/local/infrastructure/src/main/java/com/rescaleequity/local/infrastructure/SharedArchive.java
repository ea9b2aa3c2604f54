package com.rescaleequity.local.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the classes of a Java program parsed between its runs, which saves much of its start. The
 * archive is named after the jars that it was made from, since the JVM ignores one of others.
 *
 * @param file the archive, which may not be there yet
 */
public record SharedArchive(Path file) {

    /**
     * The archive of a program.
     *
     * @param folder where the archive lies; those of earlier builds are removed from it
     * @param name what it is called
     * @param jars all that the program loads classes from
     */
    public static SharedArchive of(Path folder, String name, List<Path> jars) {
        String file = "%s-%08x.jsa".formatted(name, fingerprint(jars));
        removeOthers(folder, name + "-", file);
        return new SharedArchive(folder.resolve(file));
    }

    private static int fingerprint(List<Path> jars) {
        int fingerprint = 1;
        for (Path jar : jars) {
            try {
                fingerprint = 31 * fingerprint + jar.toString().hashCode();
                fingerprint = 31 * fingerprint + Long.hashCode(Files.size(jar));
                fingerprint =
                        31 * fingerprint + Long.hashCode(Files.getLastModifiedTime(jar).toMillis());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return fingerprint;
    }

    private static void removeOthers(Path folder, String prefix, String kept) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(prefix) && name.endsWith(".jsa") && !name.equals(kept)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All jars of a folder, in a stable order. */
    public static List<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has been made. */
    public boolean exists() {
        return Files.exists(file);
    }

    /**
     * With these the JVM uses the archive or, if there is none, makes it when it ends. Not while it
     * runs: a JVM that has dumped its classes and goes on may crash (seen with JDK 25.0.3).
     */
    public List<String> options() {
        return exists()
                ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off,aot=off")
                : List.of(
                        "-XX:ArchiveClassesAtExit=" + file,
                        "-Xlog:cds=off,cds+dynamic=off,aot=off");
    }
}
