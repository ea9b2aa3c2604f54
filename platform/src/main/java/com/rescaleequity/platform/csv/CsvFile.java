package com.rescaleequity.platform.csv;

import io.smallrye.mutiny.Uni;

/** A file that is answered with: its beginning, and how the rest of it is read while it is sent. */
public final class CsvFile {

    private final byte[] beginning;
    private final CsvPieces<?> rest;

    CsvFile(byte[] beginning, CsvPieces<?> rest) {
        this.beginning = beginning;
        this.rest = rest;
    }

    byte[] beginning() {
        return beginning;
    }

    /** What comes next; nothing at its end. */
    Uni<byte[]> next() {
        return rest.next();
    }
}
