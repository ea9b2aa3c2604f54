package com.rescaleequity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BoundedReadsTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final BoundedReads reads = new BoundedReads();

    @Test
    void anAnswerPassesThrough() {
        assertThat(read(LONG, () -> Uni.createFrom().item(7))).isEqualTo(7);
        assertThat(reads.underWay()).isZero();
    }

    @Test
    void aDatabaseThatFailsIsUnavailable() {
        ApiException refusal =
                refusal(LONG, () -> Uni.createFrom().failure(new IOException("gone")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(refusal.details()).containsEntry("retryAfterMs", 1000L);
        assertThat(reads.underWay()).isZero();
    }

    @Test
    void aRefusalOfTheReadItselfPassesThrough() {
        ApiException refusal =
                refusal(
                        LONG,
                        () -> {
                            throw new ApiException(ErrorCode.RATE_LIMITED, "Too often.");
                        });

        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(reads.underWay()).isZero();
    }

    @Test
    void aBugIsNoneOfTheDatabase() {
        Uni<Integer> read =
                reads.read(LONG, () -> Uni.createFrom().item(1).map(List.<Integer>of()::get));

        assertThatThrownBy(() -> read.await().atMost(LONG))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aReadThatHangsIsGivenUpAndCountsUntilItIsAnswered() {
        CompletableFuture<Integer> hanging = new CompletableFuture<>();

        ApiException refusal = refusal(SHORT, () -> Uni.createFrom().completionStage(hanging));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(hanging).isNotDone();
        assertThat(reads.underWay()).isEqualTo(1);
        hanging.complete(1);
        assertThat(reads.underWay()).isZero();
    }

    @Test
    void whenManyHangFurtherOnesAreRefusedAtOnceUntilThereIsRoom() {
        List<CompletableFuture<Integer>> hanging = new ArrayList<>();
        for (int i = 0; i < BoundedReads.AT_ONCE; i++) {
            CompletableFuture<Integer> one = new CompletableFuture<>();
            hanging.add(one);
            var _ =
                    reads.read(LONG, () -> Uni.createFrom().completionStage(one))
                            .subscribeAsCompletionStage();
        }

        ApiException refusal =
                refusal(
                        LONG,
                        () -> {
                            throw new AssertionError("The database was asked once more");
                        });

        assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        hanging.getFirst().complete(1);
        assertThat(read(LONG, () -> Uni.createFrom().item(2))).isEqualTo(2);
    }

    private Integer read(Duration patience, Supplier<Uni<Integer>> read) {
        return reads.read(patience, read).await().atMost(LONG);
    }

    private ApiException refusal(Duration patience, Supplier<Uni<Integer>> read) {
        return catchThrowableOfType(ApiException.class, () -> read(patience, read));
    }
}
