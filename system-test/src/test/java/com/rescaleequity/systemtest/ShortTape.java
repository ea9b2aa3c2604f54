package com.rescaleequity.systemtest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Writes a made-up tape in the format of the recorded ones. */
final class ShortTape {

    private ShortTape() {}

    static Path write(Path file, int trades) throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        long cents = 6_183_763;
        try (BufferedWriter out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                new GZIPOutputStream(Files.newOutputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (int i = 0; i < trades; i++) {
                cents += random.nextInt(-300, 301);
                long time = 1_723_161_255_342L + i * 20L;
                out.write(
                        "%d {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":%d,\"s\":\"BTCUSDT\",\"t\":%d,\"p\":\"%d.%02d000000\",\"q\":\"0.%05d000\",\"T\":%d,\"m\":%b,\"M\":true}}%n"
                                .formatted(
                                        time * 1_000_000,
                                        time + 1,
                                        3_735_683_259L + i,
                                        cents / 100,
                                        cents % 100,
                                        random.nextInt(1, 20_000),
                                        time,
                                        random.nextBoolean()));
            }
        }
        return file;
    }
}
