package com.rescaleequity.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What a service's JVM has learnt in an earlier run: its classes, loaded and linked, and where its
 * time goes (the JDK's ahead-of-time cache, JEP 483 and 515), so that a start costs half. It stands
 * beside the program and holds for exactly that build and JDK; a JVM passes over one that does not
 * fit.
 *
 * @param program the service's jar
 */
record StartCache(Path program) {

    /** The options by which a JVM takes the cache, none if the program was built after it. */
    List<String> use() throws IOException {
        return Files.exists(file()) && isNewer() ? List.of(option(file())) : List.of();
    }

    /** The options by which a JVM writes down, as it ends, what it has learnt. */
    List<String> record() {
        return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + notes());
    }

    /** The options by which a JVM makes the cache of what was written down, and does no more. */
    List<String> make() {
        return List.of(
                "-XX:AOTMode=create", "-XX:AOTConfiguration=" + notes(), option(unfinished()));
    }

    /** Puts a cache that is made in its place; answers whether there is one. */
    boolean finish() throws IOException {
        Files.deleteIfExists(notes());
        if (!Files.exists(unfinished())) {
            return false;
        }
        Files.move(unfinished(), file(), StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private boolean isNewer() throws IOException {
        return Files.getLastModifiedTime(file()).compareTo(Files.getLastModifiedTime(program)) > 0;
    }

    private static String option(Path cache) {
        return "-XX:AOTCache=" + cache;
    }

    private Path file() {
        return program.resolveSibling("start.aot");
    }

    private Path unfinished() {
        return program.resolveSibling("start.aot.new");
    }

    private Path notes() {
        return program.resolveSibling("start.aotconf");
    }
}
