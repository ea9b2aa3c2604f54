package com.rescaleequity.order.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.protocol.trading.OrderStatus;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.Side;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor goes with the filters it was made with, on whichever replica. */
class OrderCursorTest {

    private static final OrderCursor CURSOR = new OrderCursor(1_760_000_000_000L, 1_000_231);
    private static final OrderFilter FILTER = filter(51, OrderStatus.PENDING, OrderStatus.ACTIVE);

    @Test
    void aCursorComesBackAsItWas() {
        assertThat(OrderCursor.parse(CURSOR.text(FILTER), FILTER)).isEqualTo(CURSOR);
    }

    @Test
    void theOrderOfStatusesDoesNotMatter() {
        OrderFilter same = filter(51, OrderStatus.ACTIVE, OrderStatus.PENDING);

        assertThat(OrderCursor.parse(CURSOR.text(FILTER), same)).isEqualTo(CURSOR);
    }

    @Test
    void aCursorIsTheSameTextInEveryProcess() {
        // Given a text that another process made; the hash code of an enum differs in each
        String elsewhere = "MTc2MDAwMDAwMDAwMDoxMDAwMjMxOj";

        assertThat(CURSOR.text(FILTER)).startsWith(elsewhere);
        assertThat(FILTER.fingerprint()).isEqualTo("2cc1b1a964447ae4");
    }

    @Test
    void otherFiltersAreRefused() {
        OrderFilter other = filter(51, OrderStatus.ACTIVE);
        OrderFilter foreign = filter(52, OrderStatus.PENDING, OrderStatus.ACTIVE);

        assertThatThrownBy(() -> OrderCursor.parse(CURSOR.text(FILTER), other))
                .isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> OrderCursor.parse(CURSOR.text(FILTER), foreign))
                .isInstanceOf(ApiException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!", "MTox", "MToyOjM", "MTo5OTk5OTk5OTk5OTk5OTk5OTk5OTo"})
    void garbageIsRefused(String text) {
        assertThatThrownBy(() -> OrderCursor.parse(text, FILTER)).isInstanceOf(ApiException.class);
    }

    private static OrderFilter filter(long accountId, OrderStatus... statuses) {
        return new OrderFilter(
                accountId,
                new LinkedHashSet<>(List.of(statuses)),
                "BTCUSD",
                Side.BUY,
                OrderType.LIMIT,
                null,
                0L,
                null,
                true);
    }
}
