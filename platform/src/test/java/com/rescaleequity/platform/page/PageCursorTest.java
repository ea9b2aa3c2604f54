package com.rescaleequity.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.platform.errors.ApiException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor goes with the filters it was made with, on whichever replica, for a day. */
class PageCursorTest {

    private static final long NOW = 1_760_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final PageCursor.Key KEY = new PageCursor.Key(1_759_000_000_000L, 1_000_231);

    @Test
    void aCursorComesBackAsItWasForADay() {
        String text = PageCursor.of(page(null), NOW, "orders", 51L, "BTCUSD").after(KEY);

        assertThat(read(text, NOW + DAY, "orders", 51L, "BTCUSD")).isEqualTo(KEY);
        assertThatThrownBy(() -> read(text, NOW + DAY + 1, "orders", 51L, "BTCUSD"))
                .isInstanceOf(ApiException.class);
    }

    @Test
    void aCursorIsTheSameTextInEveryProcess() {
        assertThat(PageCursor.of(page(null), NOW, "orders", 51L, null).after(KEY))
                .isEqualTo(
                        "MTc2MDAwMDAwMDAwMDpiZTc5M2Y2M2I4MDFjYWE5OjE3NTkwMDAwMDAwMDA6MTAwMDIzMQ");
    }

    @Test
    void otherFiltersAreRefused() {
        String text = PageCursor.of(page(null), NOW, "orders", 51L, "BTCUSD").after(KEY);

        assertThatThrownBy(() -> read(text, NOW, "orders", 51L, "ETHUSD"))
                .isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> read(text, NOW, "orders", 52L, "BTCUSD"))
                .isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> read(text, NOW, "ledger", 51L, "BTCUSD"))
                .isInstanceOf(ApiException.class);
        PageQuery upwards = new PageQuery(2, true, null, null, text);
        assertThatThrownBy(() -> PageCursor.of(upwards, NOW, "orders", 51L, "BTCUSD").read())
                .isInstanceOf(ApiException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!", "MTox", "MToyOjM", "MTo5OTk5OTk5OTk5OTk5OTk5OTk5OTo"})
    void garbageIsRefused(String text) {
        assertThatThrownBy(() -> read(text, NOW, "orders")).isInstanceOf(ApiException.class);
    }

    @Test
    void aPageSaysWhereTheListGoesOn() {
        PageQuery query = page(null);
        PageCursor cursors = PageCursor.of(query, NOW, "orders");

        Page<Long> first =
                Page.of(List.of(9L, 8L, 7L), query, cursors, row -> new PageCursor.Key(row, 0));
        Page<Long> last = Page.of(List.of(7L), query, cursors, row -> new PageCursor.Key(row, 0));

        assertThat(first.rows()).containsExactly(9L, 8L);
        assertThat(first.pagination().hasMore()).isTrue();
        assertThat(read(first.pagination().nextCursor(), NOW, "orders"))
                .isEqualTo(new PageCursor.Key(8, 0));
        assertThat(last.rows()).containsExactly(7L);
        assertThat(last.pagination().hasMore()).isFalse();
        assertThat(last.pagination().nextCursor()).isNull();
    }

    private static PageCursor.Key read(String cursor, long now, Object... filters) {
        return PageCursor.of(page(cursor), now, filters).read();
    }

    private static PageQuery page(String cursor) {
        return new PageQuery(2, false, null, null, cursor);
    }
}
