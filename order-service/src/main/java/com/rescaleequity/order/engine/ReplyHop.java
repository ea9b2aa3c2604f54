package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.message.Outcome;
import io.netty.channel.EventLoop;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes what one poll of the log came to back to the contexts of those who wait: one task for each
 * event loop, for waking one up costs more than what it then has to do.
 */
final class ReplyHop {

    private record Told(WaitingCall call, Outcome outcome) {

        void tell() {
            call.receiver().take(outcome);
        }
    }

    private record OnContext(ContextInternal context, Told told) {

        /** On its own context, whose locals are those of its request. */
        void tell() {
            context.dispatch(told, Told::tell);
        }
    }

    private final Map<EventLoop, List<OnContext>> byLoop = new HashMap<>();
    private final List<Told> here = new ArrayList<>();

    void add(WaitingCall call, Outcome outcome) {
        Told told = new Told(call, outcome);
        ContextInternal context = call.context();
        if (context == null || !context.isEventLoopContext()) {
            here.add(told);
        } else {
            byLoop.computeIfAbsent(context.nettyEventLoop(), loop -> new ArrayList<>())
                    .add(new OnContext(context, told));
        }
    }

    void go() {
        byLoop.forEach((loop, told) -> loop.execute(() -> told.forEach(OnContext::tell)));
        here.forEach(Told::tell);
    }
}
