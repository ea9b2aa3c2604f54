package com.rescaleequity.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The beginning of a recorded market, and the book that it leads to, read in the plainest way. */
final class RecordedFeed {

    private final Path file;
    private final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>();
    private final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    private long bookId = -1;
    private int trades;

    private RecordedFeed(Path file) {
        this.file = file;
    }

    /** Copies what was received in the first seconds, and folds it. */
    static RecordedFeed cut(Path recording, Path file, Duration length) throws IOException {
        List<String> kept = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(recording)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!kept.isEmpty() && time(line) - time(kept.getFirst()) > length.toNanos()) {
                    break;
                }
                kept.add(line);
            }
        }
        try (BufferedWriter out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                new GZIPOutputStream(Files.newOutputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line : kept) {
                out.write(line);
                out.newLine();
            }
        }
        RecordedFeed feed = new RecordedFeed(file);
        feed.fold(kept);
        return feed;
    }

    private static long time(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }

    private void fold(List<String> lines) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> changes = new ArrayList<>();
        for (String line : lines) {
            JsonNode message = json.readTree(line.substring(line.indexOf(' ')));
            String stream = message.path("stream").asText();
            if (message.has("lastUpdateId")) {
                bookId = message.path("lastUpdateId").asLong();
                set(bids, message.path("bids"));
                set(asks, message.path("asks"));
            } else if (stream.contains("@depth")) {
                changes.add(message.path("data"));
            } else if (stream.endsWith("@trade")) {
                trades++;
            }
        }
        for (JsonNode change : changes) {
            if (change.path("u").asLong() > bookId) {
                set(bids, change.path("b"));
                set(asks, change.path("a"));
            }
        }
    }

    private static void set(NavigableMap<BigDecimal, BigDecimal> side, JsonNode levels) {
        for (JsonNode level : levels) {
            BigDecimal price = new BigDecimal(level.get(0).asText()).stripTrailingZeros();
            BigDecimal quantity = new BigDecimal(level.get(1).asText()).stripTrailingZeros();
            if (quantity.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        }
    }

    Path file() {
        return file;
    }

    int trades() {
        return trades;
    }

    NavigableMap<BigDecimal, BigDecimal> bids() {
        return bids;
    }

    NavigableMap<BigDecimal, BigDecimal> asks() {
        return asks;
    }
}
