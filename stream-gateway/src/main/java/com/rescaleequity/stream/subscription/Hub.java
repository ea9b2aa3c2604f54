package com.rescaleequity.stream.subscription;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * The one thread on which records become frames and requests become subscriptions, in one order. It
 * only computes and queues; writing to peers happens elsewhere.
 */
@Singleton
public class Hub implements Executor {

    private static final Logger LOG = Logger.getLogger(Hub.class);

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("hub").daemon().factory());

    @Override
    public void execute(Runnable task) {
        if (!thread.isShutdown()) {
            thread.execute(() -> run(task));
        }
    }

    /**
     * Completes when the task has run, with its failure if it failed; a producer that waits for it
     * cannot flood the hub.
     */
    public Uni<Void> perform(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (thread.isShutdown()) {
            return Uni.createFrom().voidItem();
        }
        execute(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
                throw e;
            }
        });
        return Uni.createFrom().completionStage(done);
    }

    void stop(@Observes @jakarta.annotation.Priority(Integer.MAX_VALUE) ShutdownEvent event) {
        thread.shutdown();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A task of the hub failed", e);
        }
    }
}
