package com.rescaleequity.platform.csv;

import com.rescaleequity.platform.page.PageCursor;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a file, one after the other: each is read when it is asked for, and none is kept.
 * The first is refused like any call; once it is sent nobody can be refused any more, so a later
 * one that cannot be read at the moment is tried again a few times. For one who asks for the next
 * piece when he has the one before.
 */
final class CsvPieces<R> {

    /** Rows of a piece: what an event loop writes down without keeping others waiting. */
    static final int ROWS = 200;

    private static final byte[] NOTHING = {};
    private static final int RETRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final CsvSource<R> source;
    private final CsvRows rows;
    private PageCursor.@Nullable Key after;
    private long left;
    private boolean ended;

    CsvPieces(CsvSource<R> source) {
        this.source = source;
        rows = new CsvRows(source.columns());
        left = source.most();
    }

    /** The header and the first rows. */
    Uni<byte[]> first() {
        return read().map(lines -> {
            byte[] header = rows.header();
            byte[] piece = new byte[header.length + lines.length];
            System.arraycopy(header, 0, piece, 0, header.length);
            System.arraycopy(lines, 0, piece, header.length, lines.length);
            return piece;
        });
    }

    /** The next rows; nothing when there are no more. */
    Uni<byte[]> next() {
        return ended
                ? Uni.createFrom().item(NOTHING)
                : read().onFailure()
                        .retry()
                        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                        .atMost(RETRIES);
    }

    private Uni<byte[]> read() {
        return Uni.createFrom()
                .deferred(() -> {
                    int wanted = (int) Math.min(ROWS, left);
                    return source.pages().read(after, wanted).map(found -> lines(found, wanted));
                });
    }

    private byte[] lines(List<R> found, int wanted) {
        left -= found.size();
        ended = found.size() < wanted || left == 0;
        if (found.isEmpty()) {
            return NOTHING;
        }
        after = source.key().apply(found.getLast());
        return rows.lines(found.stream().map(source.view()).toList());
    }
}
