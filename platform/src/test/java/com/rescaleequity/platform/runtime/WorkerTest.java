package com.rescaleequity.platform.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class WorkerTest {

    @Test
    void aRoundThatFailsIsFollowedByAnother() throws InterruptedException {
        CountDownLatch third = new CountDownLatch(3);
        Worker worker =
                new Worker(
                        "test",
                        () -> {
                            third.countDown();
                            throw new IllegalStateException("planned");
                        });

        worker.start();
        third.await();

        assertThat(worker.isRunning()).isTrue();
        worker.close();
        assertThat(worker.isRunning()).isFalse();
    }

    @Test
    void closingEndsARest() throws InterruptedException {
        CountDownLatch resting = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger rounds = new AtomicInteger();
        AtomicReference<Worker> self = new AtomicReference<>();
        Worker worker =
                new Worker(
                        "test",
                        () -> {
                            rounds.incrementAndGet();
                            resting.countDown();
                            self.get().pause(Duration.ofDays(1));
                            ended.countDown();
                        });
        self.set(worker);
        worker.start();
        resting.await();

        worker.close();
        ended.await();

        assertThat(rounds.get()).isEqualTo(1);
    }

    @Test
    void anErrorEndsTheWorkerAndTheLivenessOfTheProcess() throws InterruptedException {
        // Given
        WorkerLiveness liveness = new WorkerLiveness();
        assertThat(liveness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        Worker worker =
                new Worker(
                        "unlucky",
                        () -> {
                            throw new StackOverflowError("planned");
                        });

        // When
        worker.start();
        while (worker.isRunning()) {
            Thread.sleep(1);
        }

        // Then
        HealthCheckResponse answer = liveness.call();
        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(answer.getData()).hasValue(Map.of("lost", "unlucky"));
    }

    @Test
    void anErrorOfAClosedWorkerIsNoLoss() throws InterruptedException {
        // Given
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Worker> self = new AtomicReference<>();
        Worker worker =
                new Worker(
                        "closed",
                        () -> {
                            begun.countDown();
                            while (self.get().isRunning()) {
                                Thread.sleep(1);
                            }
                            ended.countDown();
                            throw new NoClassDefFoundError("planned");
                        });
        self.set(worker);
        worker.start();
        begun.await();

        // When
        worker.close();
        ended.await();

        // Then
        assertThat(Worker.lost()).isNotEqualTo("closed");
    }
}
