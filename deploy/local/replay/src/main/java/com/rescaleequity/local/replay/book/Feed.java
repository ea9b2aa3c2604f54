package com.rescaleequity.local.replay.book;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rescaleequity.local.replay.Tape;
import com.rescaleequity.local.replay.book.FeedMessage.Change;
import com.rescaleequity.local.replay.book.FeedMessage.Level;
import com.rescaleequity.local.replay.book.FeedMessage.Snapshot;
import com.rescaleequity.local.replay.book.FeedMessage.Traded;
import com.rescaleequity.platform.decimal.Units;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the messages of a recorded feed, in the format that {@link Tape} describes, in order. */
final class Feed implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedReader lines;

    private Feed(BufferedReader lines) {
        this.lines = lines;
    }

    static Feed open(Path file) throws IOException {
        return new Feed(
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file), 1 << 16),
                                StandardCharsets.UTF_8)));
    }

    /** The next message that a replay uses; null at the end. */
    @Nullable FeedMessage next() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int space = line.indexOf(' ');
            FeedMessage message = read(line.substring(0, space), line.substring(space + 1));
            if (message != null) {
                return message;
            }
        }
        return null;
    }

    private static @Nullable FeedMessage read(String receivedNanos, String text)
            throws IOException {
        if (text.contains("@trade\"")) {
            return new Traded(Tape.trade(JSON.readTree(text).path("data")));
        }
        if (text.contains("@depth")) {
            JsonNode data = JSON.readTree(text).path("data");
            return new Change(
                    data.path("U").asLong(),
                    data.path("u").asLong(),
                    data.path("E").asLong(),
                    levels(data.path("b")),
                    levels(data.path("a")));
        }
        if (text.contains("\"lastUpdateId\"")) {
            JsonNode book = JSON.readTree(text);
            return new Snapshot(
                    book.path("lastUpdateId").asLong(),
                    Long.parseLong(receivedNanos) / 1_000_000,
                    levels(book.path("bids")),
                    levels(book.path("asks")));
        }
        return null;
    }

    private static List<Level> levels(JsonNode pairs) {
        List<Level> levels = new ArrayList<>(pairs.size());
        for (JsonNode pair : pairs) {
            levels.add(new Level(units(pair.get(0)), units(pair.get(1))));
        }
        return levels;
    }

    private static long units(JsonNode number) {
        return Units.fromDecimal(new BigDecimal(number.asText()));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
