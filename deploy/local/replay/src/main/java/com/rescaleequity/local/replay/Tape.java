package com.rescaleequity.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/**
 * The trades of one recorded feed: a gzip file with a line for each message, which is the receive
 * time, a space, and JSON as Binance's spot streams send it. Other kinds of message are passed
 * over.
 *
 * @param symbol the market on which they are traded again, {@code BTCUSDT} as {@code BTCUSD}
 * @param trades in recorded order, at least one
 */
public record Tape(String symbol, List<TapeTrade> trades) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the whole file. */
    public static Tape read(Path file) throws IOException {
        List<TapeTrade> trades = new ArrayList<>();
        String symbol = "";
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file), 1 << 16),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("@trade\"")) {
                    JsonNode trade =
                            JSON.readTree(line.substring(line.indexOf(' ') + 1)).path("data");
                    trades.add(trade(trade));
                    symbol = trade.path("s").asText();
                }
            }
        }
        if (trades.isEmpty()) {
            throw new IOException(file + " holds no trades in a format that a replay reads.");
        }
        return new Tape(tradedAs(symbol), List.copyOf(trades));
    }

    /** The trade of one message. */
    public static TapeTrade trade(JsonNode data) {
        return new TapeTrade(
                data.path("t").asLong(),
                new BigDecimal(data.path("p").asText()).stripTrailingZeros(),
                new BigDecimal(data.path("q").asText()).stripTrailingZeros(),
                data.path("m").asBoolean() ? "sell" : "buy",
                data.path("T").asLong());
    }

    private static String tradedAs(String recorded) {
        return recorded.endsWith("USDT") ? recorded.substring(0, recorded.length() - 1) : recorded;
    }

    /** The place of a trade in the tape by its number; -1 if it is not there. */
    public int indexOf(long id) {
        for (int index = 0; index < trades.size(); index++) {
            if (trades.get(index).id() == id) {
                return index;
            }
        }
        return -1;
    }
}
