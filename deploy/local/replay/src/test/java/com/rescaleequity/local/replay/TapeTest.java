package com.rescaleequity.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeTest {

    @TempDir Path folder;

    private static final String DEPTH =
            "1723161253937085768 {\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\"}}\n";

    private static String tradeLine(long id, String price, String quantity, boolean buyerMade) {
        return """
        1723161254087896568 {"stream":"btcusdt@trade","data":{"e":"trade","E":1723161255343,"s":"BTCUSDT","t":%d,"p":"%s","q":"%s","T":1723161255342,"m":%b,"M":true}}
        """
                .formatted(id, price, quantity, buyerMade);
    }

    private Path write(String text) throws IOException {
        Path file = folder.resolve("tape.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    @Test
    void readsTradesInOrderWithTakerSide() throws Exception {
        // Given
        Path file =
                write(
                        DEPTH
                                + tradeLine(7, "61837.63000000", "0.02000000", true)
                                + DEPTH
                                + tradeLine(8, "61838.00000000", "0.00001000", false));

        // When
        Tape tape = Tape.read(file);

        // Then
        assertThat(tape.symbol()).isEqualTo("BTCUSD");
        assertThat(tape.trades())
                .containsExactly(
                        new TapeTrade(
                                7,
                                new BigDecimal("61837.63"),
                                new BigDecimal("0.02"),
                                "sell",
                                1723161255342L),
                        new TapeTrade(
                                8,
                                new BigDecimal("61838"),
                                new BigDecimal("0.00001"),
                                "buy",
                                1723161255342L));
        assertThat(tape.trades().getFirst().makerSide()).isEqualTo("buy");
        assertThat(tape.indexOf(8)).isEqualTo(1);
        assertThat(tape.indexOf(9)).isEqualTo(-1);
    }

    @Test
    void fileWithoutTradesIsRefused() throws Exception {
        Path file = write(DEPTH);
        assertThatThrownBy(() -> Tape.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void reportFindsEveryDifference() {
        // Given
        TapeTrade first = new TapeTrade(1, new BigDecimal("10"), new BigDecimal("2"), "buy", 0);
        TapeTrade second = new TapeTrade(2, new BigDecimal("11"), new BigDecimal("3"), "sell", 0);
        var exactCandles = new MarketTotals.Candles(new BigDecimal("5.0"), 2);

        // Then
        assertThat(
                        ReplayReport.of(
                                        List.of(first, second),
                                        List.of(first, second),
                                        exactCandles)
                                .exact())
                .isTrue();
        assertThat(
                        ReplayReport.of(
                                        List.of(first, second),
                                        List.of(second, first),
                                        exactCandles)
                                .differing())
                .isEqualTo(2);
        assertThat(ReplayReport.of(List.of(first, second), List.of(first), exactCandles).exact())
                .isFalse();
        assertThat(
                        ReplayReport.of(
                                        List.of(first, second),
                                        List.of(first, second),
                                        new MarketTotals.Candles(new BigDecimal("5"), 3))
                                .exact())
                .isFalse();
    }
}
