package com.rescaleequity.platform.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final List<String> begun = new ArrayList<>();

    private CompletableFuture<Void> ask(Turns turns, String name, CompletableFuture<Void> work) {
        return turns.take(
                        () -> {
                            begun.add(name);
                            return Uni.createFrom().completionStage(work);
                        })
                .subscribeAsCompletionStage();
    }

    @Test
    void whoComesFirstIsServedFirst() {
        // Given
        Turns turns = new Turns(2, Duration.ofMinutes(1));
        List<CompletableFuture<Void>> works = new ArrayList<>();
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            works.add(new CompletableFuture<>());
            answers.add(ask(turns, "w" + i, works.get(i)));
        }
        assertThat(begun).containsExactly("w0", "w1");
        // When
        works.get(1).complete(null);
        works.get(2).completeExceptionally(new IllegalStateException("broken"));
        // Then
        assertThat(begun).containsExactly("w0", "w1", "w2", "w3");
        assertThatThrownBy(answers.get(2)::join).hasRootCauseMessage("broken");
        // When
        works.forEach(work -> work.complete(null));
        // Then
        assertThat(begun).containsExactly("w0", "w1", "w2", "w3", "w4");
        assertThat(turns.underWay()).isZero();
    }

    @Test
    void whoWaitsTooLongLosesNobodysTurn() {
        // Given
        Turns turns = new Turns(1, Duration.ofMillis(20));
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> done = ask(turns, "first", first);
        // When
        CompletableFuture<Void> late = ask(turns, "late", new CompletableFuture<>());
        // Then
        assertThatThrownBy(late::join).hasCauseInstanceOf(TimeoutException.class);
        assertThat(turns.waiting()).isZero();
        // When
        first.complete(null);
        done.join();
        ask(turns, "next", CompletableFuture.completedFuture(null)).join();
        // Then
        assertThat(begun).containsExactly("first", "next");
        assertThat(turns.underWay()).isZero();
    }

    @Test
    void whoGivesUpKeepsTheTurnUntilTheWorkIsDone() {
        // Given
        Turns turns = new Turns(1, Duration.ofMinutes(1));
        CompletableFuture<Void> work = new CompletableFuture<>();
        Cancellable asker =
                turns.take(() -> Uni.createFrom().completionStage(work))
                        .subscribe()
                        .with(ignored -> {});
        // When
        asker.cancel();
        CompletableFuture<Void> next = ask(turns, "next", CompletableFuture.completedFuture(null));
        // Then
        assertThat(begun).isEmpty();
        // When
        work.complete(null);
        // Then
        next.join();
        assertThat(turns.underWay()).isZero();
    }

    @Test
    void whoGivesUpBeforeTheTurnLeavesItToTheNext() {
        // Given
        Turns turns = new Turns(1, Duration.ofMinutes(1));
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> done = ask(turns, "first", first);
        Cancellable gone =
                turns.take(
                                () -> {
                                    begun.add("gone");
                                    return Uni.createFrom().voidItem();
                                })
                        .subscribe()
                        .with(ignored -> {});
        CompletableFuture<Void> next = ask(turns, "next", CompletableFuture.completedFuture(null));
        // When
        gone.cancel();
        first.complete(null);
        // Then
        done.join();
        next.join();
        assertThat(begun).containsExactly("first", "next");
        assertThat(turns.underWay()).isZero();
    }
}
