package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** What is let in before a queue that is served at a known rate, over simulated time. */
class LoadLimitTest {

    private static final long MS = 1_000_000;
    private static final long TARGET = 100 * MS;

    private final LoadLimit load = new LoadLimit(TARGET, 8192, 2048);
    private final Deque<Long> queue = new ArrayDeque<>();
    private long now;
    private long refused;
    private long served;
    private long longest;

    @Test
    void atThreeTimesWhatIsServedNothingOfItIsLostAndTheQueueIsShort() {
        // Given
        run(2_000, 18, 6);

        // When
        forget();
        run(10_000, 18, 6);

        // Then
        assertThat(served).isGreaterThan(10_000 * 6 * 99 / 100);
        assertThat(longest).isLessThan(2 * TARGET);
        assertThat(refused).isGreaterThan(110_000);
    }

    @Test
    void theQueueIsShortFromTheFirstSecondOn() {
        run(1_000, 18, 6);

        assertThat(longest).isLessThan(3 * TARGET);
    }

    @Test
    void afterItNothingIsRefusedOrWaits() {
        run(5_000, 18, 6);
        run(200, 3, 6);

        forget();
        run(5_000, 3, 6);

        assertThat(refused).isZero();
        assertThat(longest).isLessThan(2 * MS);
    }

    @Test
    void nothingIsRefusedBelowWhatIsServed() {
        run(10_000, 5, 6);

        assertThat(refused).isZero();
    }

    @Test
    void aPauseIsNoQueue() {
        run(5_000, 2, 6);
        run(150, 2, 0);
        run(5_000, 2, 6);

        assertThat(longest).isGreaterThan(TARGET);
        assertThat(refused).isZero();
    }

    @Test
    void aPauseWithLittleRoomBehindItCostsLittle() {
        run(5_000, 5, 6);
        run(150, 5, 0);
        run(5_000, 5, 6);

        assertThat(refused).isLessThan(500);
    }

    @Test
    void whatIsServedMoreSlowlyIsLetInLess() {
        run(5_000, 18, 6);
        run(2_000, 18, 2);

        forget();
        run(5_000, 18, 2);

        assertThat(served).isGreaterThan(5_000 * 2 * 99 / 100);
        assertThat(longest).isLessThan(2 * TARGET);
    }

    @Test
    void whatIsServedFasterIsLetInMoreWithinTwoSeconds() {
        run(5_000, 30, 2);
        run(2_000, 30, 10);

        forget();
        run(5_000, 30, 10);

        assertThat(served).isGreaterThan(5_000 * 10 * 98 / 100);
    }

    @Test
    void oneSlowCallOfFewSaysNothing() {
        int before = load.room(Urgency.CREATE);

        for (long i = 1; i < 100; i++) {
            load.note(1, 400 * MS, 0, i * 500 * MS);
            load.note(1, 400 * MS, 0, (i * 500 + 120) * MS);
        }

        assertThat(load.room(Urgency.CREATE)).isEqualTo(before);
    }

    @Test
    void theMoreUrgentHaveRoomBeyondTheOthers() {
        run(5_000, 18, 6);

        int creates = load.room(Urgency.CREATE);

        assertThat(load.room(Urgency.AMEND)).isGreaterThan(creates * 6 / 5);
        assertThat(load.room(Urgency.CANCEL)).isGreaterThan(load.room(Urgency.AMEND) + 2000);
    }

    @Test
    void evenTheSlowestLogIsGivenSomeToGather() {
        run(60_000, 1, 0, 20);

        assertThat(load.room(Urgency.CREATE)).isEqualTo(128);
    }

    @Test
    void noMoreThanTheMostAreLetIn() {
        LoadLimit narrow = new LoadLimit(TARGET, 4, 2);

        narrow.noteReached();
        narrow.note(10, MS, 0, MS);
        narrow.note(10, MS, 0, 60 * MS);
        narrow.note(10, MS, 0, 120 * MS);

        assertThat(narrow.room(Urgency.CREATE)).isEqualTo(4);
    }

    private void forget() {
        refused = 0;
        served = 0;
        longest = 0;
    }

    private void run(int milliseconds, int arriving, int serving) {
        run(milliseconds, arriving, serving, 1);
    }

    /** Some arrive in each millisecond, and some are served in each or in each of several. */
    private void run(int milliseconds, int arriving, int serving, int each) {
        for (int i = 0; i < milliseconds; i++) {
            now += MS;
            for (int a = 0; a < arriving; a++) {
                if (queue.size() < load.room(Urgency.CREATE)) {
                    queue.add(now);
                } else {
                    load.noteReached();
                    refused++;
                }
            }
            if (i % each == 0) {
                serve(each == 1 ? serving : 1);
            }
        }
    }

    private void serve(int most) {
        int count = 0;
        long quickest = Long.MAX_VALUE;
        while (count < most && !queue.isEmpty()) {
            long wait = now - queue.remove();
            longest = Math.max(longest, wait);
            quickest = Math.min(quickest, wait);
            count++;
        }
        if (count > 0) {
            served += count;
            load.note(count, quickest, queue.size(), now);
        }
    }
}
