package com.rescaleequity.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the project that the manifests are held against. */
final class Project {
    static final Path ROOT = Path.of(System.getProperty("exchange.root")).toAbsolutePath();

    private Project() {}

    /** The text of a file, or a failure that says which file a manifest is waiting for. */
    static String text(String path) {
        Path file = ROOT.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new AssertionError("the manifests need " + path + ", which does not exist");
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
