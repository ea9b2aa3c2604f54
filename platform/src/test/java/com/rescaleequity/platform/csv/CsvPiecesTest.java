package com.rescaleequity.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.page.PageCursor;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvPiecesTest {

    private final List<String> asked = new ArrayList<>();
    private int failures;

    @Test
    void aFileIsAllPagesAndIsReadOneAtATime() {
        // Given
        CsvPieces<Long> pieces = pieces(450, Long.MAX_VALUE);

        // When / Then
        assertThat(lines(pieces.first())).hasSize(201).startsWith("n", "1", "2");
        assertThat(asked).containsExactly("null 200");
        assertThat(lines(pieces.next())).hasSize(200).startsWith("201");
        assertThat(asked).containsExactly("null 200", "200 200");
        assertThat(lines(pieces.next())).hasSize(50).endsWith("450");
        assertThat(lines(pieces.next())).isEmpty();
        assertThat(asked).containsExactly("null 200", "200 200", "400 200");
    }

    @Test
    void aListThatEndsWithAPageEndsTheFile() {
        CsvPieces<Long> pieces = pieces(200, Long.MAX_VALUE);
        assertThat(lines(pieces.first())).hasSize(201);
        assertThat(lines(pieces.next())).isEmpty();
        assertThat(lines(pieces(0, Long.MAX_VALUE).first())).containsExactly("n");
    }

    @Test
    void aLimitBoundsTheFile() {
        CsvPieces<Long> pieces = pieces(450, 250);
        assertThat(lines(pieces.first())).hasSize(201);
        assertThat(lines(pieces.next())).hasSize(50).endsWith("250");
        assertThat(lines(pieces.next())).isEmpty();
        assertThat(asked).containsExactly("null 200", "200 50");
        assertThat(lines(pieces(450, 1).first())).containsExactly("n", "1");
    }

    @Test
    void theFirstPieceIsRefusedAndALaterOneTriedAgain() {
        // Given
        failures = 1;
        CsvPieces<Long> refused = pieces(450, Long.MAX_VALUE);

        // When / Then
        assertThatThrownBy(() -> lines(refused.first())).isInstanceOf(ApiException.class);
        CsvPieces<Long> pieces = pieces(450, Long.MAX_VALUE);
        lines(pieces.first());
        failures = 2;
        assertThat(lines(pieces.next())).hasSize(200).startsWith("201");
        assertThat(lines(pieces.next())).hasSize(50).startsWith("401");
    }

    private CsvPieces<Long> pieces(long last, long most) {
        return new CsvPieces<>(
                new CsvSource<Long>(
                        List.of("n"),
                        (after, rows) -> page(after, rows, last),
                        row -> new PageCursor.Key(row, 0),
                        row -> Map.of("n", row),
                        most));
    }

    private Uni<List<Long>> page(PageCursor.@Nullable Key after, int rows, long last) {
        if (failures > 0) {
            failures--;
            return Uni.createFrom()
                    .failure(new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "not now"));
        }
        long from = after == null ? 0 : after.first();
        asked.add((after == null ? "null" : String.valueOf(from)) + ' ' + rows);
        return Uni.createFrom()
                .item(LongStream.rangeClosed(from + 1, last).limit(rows).boxed().toList());
    }

    private static List<String> lines(Uni<byte[]> piece) {
        return new String(piece.await().indefinitely(), StandardCharsets.UTF_8).lines().toList();
    }
}
