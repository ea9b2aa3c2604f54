package com.rescaleequity.systemtest.load;

import java.util.concurrent.TimeUnit;

/** Keeps a fixed number of calls under way: finds how much goes at most. */
final class ClosedLoop {

    private ClosedLoop() {}

    static Measurement run(OrderSender sender, OrderFlow flow, int warmup, int seconds, int calls)
            throws InterruptedException {
        long measured = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmup);
        long end = measured + TimeUnit.SECONDS.toNanos(seconds);
        Measurement measurement = new Measurement(measured, end);
        sender.vertx()
                .runOnContext(started -> {
                    for (int i = 0; i < calls; i++) {
                        next(sender, flow, measurement, end);
                    }
                });
        Thread.sleep(TimeUnit.SECONDS.toMillis(warmup + (long) seconds) + 2000);
        return measurement;
    }

    private static void next(
            OrderSender sender, OrderFlow flow, Measurement measurement, long end) {
        long due = System.nanoTime();
        if (due - end >= 0) {
            return;
        }
        sender.send(flow.next())
                .onComplete(status -> {
                    measurement.answered(due, System.nanoTime(), status.result());
                    next(sender, flow, measurement, end);
                });
    }
}
