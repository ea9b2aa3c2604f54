package com.rescaleequity.platform.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CoverageTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    private final Coverage coverage = new Coverage();

    @Test
    void whatIsCoveredIsNotWaitedFor() {
        coverage.advance(7);

        coverage.await(7, Duration.ZERO).await().atMost(LONG);
        coverage.await(-1, Duration.ZERO).await().atMost(LONG);
        assertThat(coverage.offset()).isEqualTo(7);
        assertThat(coverage.waiting()).isZero();
    }

    @Test
    void waitersWakeInTheOrderOfTheirOffsets() {
        List<Long> woken = new ArrayList<>();
        for (long wanted : new long[] {5, 1, 3, 9}) {
            coverage.await(wanted, LONG).subscribe().with(done -> woken.add(wanted));
        }

        coverage.advance(0);
        assertThat(woken).isEmpty();
        coverage.advance(5);
        assertThat(woken).containsExactly(1L, 3L, 5L);
        coverage.advance(9);
        assertThat(woken).containsExactly(1L, 3L, 5L, 9L);
    }

    @Test
    void goingBackMovesNothing() {
        coverage.advance(5);
        coverage.advance(3);

        assertThat(coverage.offset()).isEqualTo(5);
    }

    @Test
    @Timeout(180)
    void whoWaitsTooLongGetsA503AndIsForgotten() {
        ApiException refusal =
                catchThrowableOfType(
                        ApiException.class,
                        () -> coverage.await(1, Duration.ofMillis(20)).await().atMost(LONG));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(refusal.details()).containsEntry("retryAfterMs", 1000L);
        // The thread that gave up may hear of the refusal before it has forgotten who waited.
        while (coverage.waiting() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoGoesAwayIsForgotten() {
        UniAssertSubscriber<Void> gone =
                coverage.await(1, LONG).subscribe().withSubscriber(UniAssertSubscriber.create());
        assertThat(coverage.waiting()).isEqualTo(1);

        gone.cancel();

        assertThat(coverage.waiting()).isZero();
    }

    @Test
    void nobodyIsForgottenWhileOthersComeAndGo() throws InterruptedException {
        long seed = Long.getLong("seed", 7);
        int threads = 4;
        int each = 2_000;
        long last = 5_000;
        CountDownLatch answered = new CountDownLatch(threads * each);
        AtomicInteger early = new AtomicInteger();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        for (int t = 0; t < threads; t++) {
            Random random = new Random(seed + t);
            Thread.ofPlatform()
                    .start(() -> {
                        for (int i = 0; i < each; i++) {
                            long wanted = random.nextLong(last + 1);
                            coverage.await(wanted, LONG)
                                    .subscribe()
                                    .with(
                                            done -> {
                                                if (coverage.offset() < wanted) {
                                                    early.incrementAndGet();
                                                }
                                                answered.countDown();
                                            },
                                            failures::add);
                        }
                    });
        }
        Random steps = new Random(seed);
        for (long offset = 0; offset < last; offset += 1 + steps.nextInt(3)) {
            coverage.advance(offset);
        }
        coverage.advance(last);

        assertThat(answered.await(3, TimeUnit.MINUTES)).as("seed %d", seed).isTrue();
        assertThat(early).hasValue(0);
        assertThat(failures).isEmpty();
        assertThat(coverage.waiting()).isZero();
    }

    @Test
    void theFirstAwaitedOffsetIsTheSmallest() {
        assertThat(coverage.firstAwaited()).isEqualTo(Coverage.NOBODY);

        coverage.await(9, LONG).subscribe().with(done -> {});
        coverage.await(4, LONG).subscribe().with(done -> {});

        assertThat(coverage.firstAwaited()).isEqualTo(4);
    }

    @Test
    void whoAdvancesRestsUntilSomebodyWaits() throws InterruptedException {
        assertThat(coverage.parkUntilAwaited(Duration.ofMillis(10).toNanos())).isTrue();

        CountDownLatch resting = new CountDownLatch(1);
        AtomicInteger undisturbed = new AtomicInteger(-1);
        Thread follower =
                Thread.ofPlatform()
                        .start(() -> {
                            resting.countDown();
                            undisturbed.set(coverage.parkUntilAwaited(LONG.toNanos()) ? 1 : 0);
                        });
        resting.await();
        coverage.await(1, LONG).subscribe().with(done -> {});

        assertThat(follower.join(LONG)).isTrue();
        assertThat(undisturbed).hasValue(0);
    }
}
