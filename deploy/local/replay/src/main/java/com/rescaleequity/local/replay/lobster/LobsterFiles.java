package com.rescaleequity.local.replay.lobster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a message file and the orderbook file beside it, line by line together. */
public final class LobsterFiles implements AutoCloseable {

    private static final String MESSAGES = "_message_";
    private static final String ORDERBOOK = "_orderbook_";
    private static final int SHORTEST_ASSET = 2;

    private final BufferedReader messages;
    private final BufferedReader rows;

    /**
     * A message and the book after it.
     *
     * @param message what happened
     * @param row the book's best levels after it
     */
    record Line(LobsterMessage message, LobsterRow row) {}

    private LobsterFiles(BufferedReader messages, BufferedReader rows) {
        this.messages = messages;
        this.rows = rows;
    }

    /** Whether a file is one of a pair, by its name. */
    public static boolean recognises(Path file) {
        String name = name(file);
        return name.endsWith(".csv") && (name.contains(MESSAGES) || name.contains(ORDERBOOK));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** What the recorded stock is called on the exchange: its ticker, if that is long enough. */
    public static String asset(Path file) {
        String ticker = name(file).substring(0, name(file).indexOf('_')).toUpperCase(Locale.ROOT);
        String letters = ticker.replaceAll("[^A-Z0-9]", "");
        return letters.length() < SHORTEST_ASSET ? "X" + letters : letters;
    }

    static LobsterFiles open(Path file) throws IOException {
        Path messages = file.resolveSibling(name(file).replace(ORDERBOOK, MESSAGES));
        Path rows = file.resolveSibling(name(file).replace(MESSAGES, ORDERBOOK));
        for (Path each : new Path[] {messages, rows}) {
            if (!Files.isReadable(each)) {
                throw new IOException("A LOBSTER replay needs both files; there is no " + each);
            }
        }
        BufferedReader messageLines = Files.newBufferedReader(messages);
        return new LobsterFiles(messageLines, Files.newBufferedReader(rows));
    }

    /** The next pair of lines; null at the end. */
    @Nullable Line next() throws IOException {
        String message = messages.readLine();
        String row = rows.readLine();
        if (message == null && row == null) {
            return null;
        }
        if (message == null || row == null) {
            throw new IOException("The two LOBSTER files do not have the same number of lines.");
        }
        return new Line(LobsterMessage.parse(message), LobsterRow.parse(row));
    }

    @Override
    public void close() throws IOException {
        try (rows) {
            messages.close();
        }
    }
}
