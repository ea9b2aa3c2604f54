package com.rescaleequity.local.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * What a replay must still know after a crash. How far it came it asks the exchange; this is only
 * where it began.
 *
 * @param tape the file's name and length, by which the same tape is known again
 * @param run tells the client order ids of repeated replays apart
 * @param firstTradeId the number that the exchange's next trade had when the run began
 * @param startMinute the minute in which the run began, epoch milliseconds
 * @param volumeBefore what that minute's candles held already, in base units
 * @param tradesBefore how many trades they held already
 * @param finished whether the whole tape has been traded
 */
record ReplayState(
        String tape,
        int run,
        long firstTradeId,
        long startMinute,
        BigDecimal volumeBefore,
        long tradesBefore,
        boolean finished) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static @Nullable ReplayState read(Path file) throws IOException {
        return Files.exists(file)
                ? JSON.readValue(Files.readString(file), ReplayState.class)
                : null;
    }

    void write(Path file) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        partial,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(JSON.writeValueAsString(this)));
            channel.force(true);
        }
        Files.move(
                partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    ReplayState asFinished() {
        return new ReplayState(
                tape, run, firstTradeId, startMinute, volumeBefore, tradesBefore, true);
    }
}
