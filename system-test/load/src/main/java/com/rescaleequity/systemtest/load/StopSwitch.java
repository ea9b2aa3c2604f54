package com.rescaleequity.systemtest.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Ctrl-C lets the run end early: what was measured is still proved and written. */
final class StopSwitch implements BooleanSupplier {

    private static final int PATIENCE_SECONDS = 300;

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean stopped;

    /**
     * A switch that a signal turns.
     *
     * @param onStop says so
     */
    static StopSwitch install(Runnable onStop) {
        StopSwitch stop = new StopSwitch();
        Thread hook =
                Thread.ofPlatform()
                        .name("stop")
                        .unstarted(() -> {
                            if (stop.over.getCount() > 0) {
                                onStop.run();
                            }
                            stop.stop();
                        });
        Runtime.getRuntime().addShutdownHook(hook);
        return stop;
    }

    private void stop() {
        stopped = true;
        try {
            over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return stopped;
    }

    /** Everything is written: the process may end. */
    void over() {
        over.countDown();
    }
}
