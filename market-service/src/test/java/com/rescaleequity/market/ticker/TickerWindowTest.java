package com.rescaleequity.market.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.market.candle.Candle;
import com.rescaleequity.market.candle.Interval;
import com.rescaleequity.protocol.market.PublicTrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TickerWindowTest {

    private static final long START = 1_760_000_000_000L;

    @Test
    void windowEqualsANaiveFoldOfItsTrades() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        // Given
        TickerWindow window = new TickerWindow();
        List<PublicTrade> trades = new ArrayList<>();
        long time = START;
        for (int step = 0; step < 3000; step++) {
            // When
            time += random.nextInt(10) == 0 ? random.nextInt(20_000_000) : random.nextInt(90_000);
            if (random.nextInt(4) > 0) {
                PublicTrade trade = trade(time, 1 + random.nextInt(1000), 1 + random.nextInt(50));
                trades.add(trade);
                window.add(Candle.of(Interval.ONE_MINUTE.openOf(time), trade));
            }
            window.advance(time);

            // Then
            assertEqualsNaiveFold(window, trades, time, "seed " + seed + ", step " + step);
        }
    }

    private static void assertEqualsNaiveFold(
            TickerWindow window, List<PublicTrade> trades, long time, String where) {
        long start = Interval.ONE_MINUTE.openOf(time) - 1439 * 60_000L;
        long reference = 0;
        long high = 0;
        long low = Long.MAX_VALUE;
        long volume = 0;
        long quote = 0;
        long count = 0;
        for (PublicTrade trade : trades) {
            if (trade.getTimestamp() < start) {
                reference = trade.getPrice();
            } else {
                high = Math.max(high, trade.getPrice());
                low = Math.min(low, trade.getPrice());
                volume += trade.getQuantity();
                quote += trade.getQuoteQuantity();
                count++;
            }
        }
        assertThat(window.reference()).as(where).isEqualTo(reference);
        assertThat(window.total().trades()).as(where).isEqualTo(count);
        assertThat(window.total().volume()).as(where).isEqualTo(volume);
        assertThat(window.total().quoteVolume()).as(where).isEqualTo(quote);
        if (count > 0) {
            assertThat(window.total().high()).as(where).isEqualTo(high);
            assertThat(window.total().low()).as(where).isEqualTo(low);
        }
    }

    private static PublicTrade trade(long time, long price, long quantity) {
        return PublicTrade.newBuilder()
                .setTimestamp(time)
                .setPrice(price)
                .setQuantity(quantity)
                .setQuoteQuantity(price * quantity)
                .build();
    }
}
