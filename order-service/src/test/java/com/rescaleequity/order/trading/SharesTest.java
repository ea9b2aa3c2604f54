package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes of many shares, against a plain search for the largest. */
class SharesTest {

    private static final int CHANGES = 20_000;

    private static final class Amount extends Share {

        private final long accountId;
        private long value;

        Amount(long accountId) {
            super(accountId);
            this.accountId = accountId;
        }

        @Override
        long amount() {
            return value;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 501})
    void largestHasMostAndThenTheLowestId(int accounts) {
        // Given
        SplittableRandom random = new SplittableRandom(accounts);
        List<Amount> all =
                new ArrayList<>(LongStream.rangeClosed(1, accounts).mapToObj(Amount::new).toList());
        Shares<Amount> shares = new Shares<>();
        all.getFirst().value = 1;
        shares.grown(all.getFirst());
        for (int i = 0; i < CHANGES; i++) {
            // When
            Amount share = all.get(random.nextInt(accounts));
            long before = share.value;
            share.value = random.nextInt(3) == 0 ? 0 : random.nextLong(20);
            if (share.value > before) {
                shares.grown(share);
            } else if (share.value < before) {
                shares.shrunk(share);
            }

            // Then
            assertThat(shares.holds(all)).isTrue();
            Amount largest = largest(all);
            if (largest.value > 0) {
                assertThat(shares.largest()).isSameAs(largest);
            }
        }
    }

    private static Amount largest(List<Amount> all) {
        return all.stream()
                .max(
                        Comparator.<Amount>comparingLong(share -> share.value)
                                .thenComparingLong(share -> -share.accountId))
                .orElseThrow();
    }
}
