package com.rescaleequity.platform.runtime;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets so much work be done at once; the rest waits its turn, in the order in which it came and for
 * so long at most. Whoever gives up has what was begun for him done to its end: it counts until
 * then. For several threads.
 */
public final class Turns {

    private final int atOnce;
    private final Duration patience;
    private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private int underWay;

    /** So many at once, and so long in the queue at most. */
    public Turns(int atOnce, Duration patience) {
        this.atOnce = atOnce;
        this.patience = patience;
    }

    /**
     * Does the work when it is its turn, and fails with a {@link
     * java.util.concurrent.TimeoutException} when that takes longer than the patience.
     */
    public <T> Uni<T> take(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    CompletableFuture<T> answer = new CompletableFuture<>();
                    CompletableFuture<Void> turn = enter();
                    var _ =
                            turn.whenComplete((come, late) -> {
                                if (late != null) {
                                    forgetWhoIsLate();
                                    answer.completeExceptionally(late);
                                } else if (answer.isDone()) {
                                    // Who has given up meanwhile needs nothing begun.
                                    leave();
                                } else {
                                    begin(work, answer);
                                }
                            });
                    // Who gives up waits no longer.
                    var _ = answer.whenComplete((item, gone) -> turn.cancel(false));
                    return Uni.createFrom().completionStage(answer);
                });
    }

    /** How much waits. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** How much is being done. */
    synchronized int underWay() {
        return underWay;
    }

    private synchronized CompletableFuture<Void> enter() {
        if (underWay < atOnce) {
            underWay++;
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        waiting.add(turn);
        return turn.orTimeout(patience.toMillis(), MILLISECONDS);
    }

    private <T> void begin(Supplier<Uni<T>> work, CompletableFuture<T> answer) {
        Uni.createFrom()
                .deferred(work::get)
                .subscribe()
                .with(
                        item -> {
                            leave();
                            answer.complete(item);
                        },
                        failure -> {
                            leave();
                            answer.completeExceptionally(failure);
                        });
    }

    private synchronized void forgetWhoIsLate() {
        waiting.removeIf(CompletableFuture::isCompletedExceptionally);
    }

    private void leave() {
        while (true) {
            CompletableFuture<Void> next;
            synchronized (this) {
                next = waiting.poll();
                if (next == null) {
                    underWay--;
                    return;
                }
            }
            // Not when its patience has just ended: then it is the turn of the next.
            if (next.complete(null)) {
                return;
            }
        }
    }
}
