package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.message.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import org.jspecify.annotations.Nullable;

/**
 * One call that waits for its outcome, and hears of it on the context that it came on.
 *
 * @param correlation names it in the log
 * @param since when it began to wait, ns
 * @param context null when it came on none, as in tests
 */
record WaitingCall(
        long correlation,
        long accountId,
        Receiver receiver,
        long since,
        @Nullable ContextInternal context) {

    WaitingCall(long correlation, long accountId, Receiver receiver) {
        this(
                correlation,
                accountId,
                receiver,
                System.nanoTime(),
                (ContextInternal) Vertx.currentContext());
    }

    /** Hears, once, what became of a call. */
    interface Receiver {

        void take(Outcome outcome);

        void fail(Throwable failure);
    }

    /** Tells of a failure, from any thread. */
    void fail(Throwable failure) {
        if (context == null) {
            receiver.fail(failure);
        } else {
            context.runOnContext(ignored -> receiver.fail(failure));
        }
    }
}
