package com.rescaleequity.systemtest.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Sends each order when it is due, whether or not the ones before it were answered. */
final class OpenLoop {

    private static final long PATIENCE_SECONDS = 30;

    private OpenLoop() {}

    static Measurement run(OrderSender sender, OrderFlow flow, int warmup, int seconds, int rate)
            throws InterruptedException {
        long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
        long measured = start + TimeUnit.SECONDS.toNanos(warmup);
        long end = measured + TimeUnit.SECONDS.toNanos(seconds);
        Measurement measurement = new Measurement(measured, end);
        AtomicLong open = new AtomicLong();
        CountDownLatch sent = new CountDownLatch(1);
        long[] next = {0};
        sender.vertx()
                .setPeriodic(
                        1,
                        timer -> {
                            long now = System.nanoTime();
                            long due = dueAt(start, next[0], rate);
                            while (due - now <= 0 && due - end < 0) {
                                send(sender, flow, measurement, open, due);
                                next[0]++;
                                due = dueAt(start, next[0], rate);
                            }
                            if (due - end >= 0) {
                                sender.vertx().cancelTimer(timer);
                                sent.countDown();
                            }
                        });
        sent.await();
        for (long i = 0; open.get() > 0 && i < PATIENCE_SECONDS * 100; i++) {
            Thread.sleep(10);
        }
        return measurement;
    }

    private static long dueAt(long start, long number, int rate) {
        return start + number * TimeUnit.SECONDS.toNanos(1) / rate;
    }

    private static void send(
            OrderSender sender,
            OrderFlow flow,
            Measurement measurement,
            AtomicLong open,
            long due) {
        open.incrementAndGet();
        sender.send(flow.next())
                .onComplete(status -> {
                    open.decrementAndGet();
                    measurement.answered(due, System.nanoTime(), status.result());
                });
    }
}
