package com.rescaleequity.platform.runtime;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * The Vert.x context that a call came on. What other threads complete goes on there, so that a
 * request's state is touched by one event loop only.
 */
public final class CallerContext {

    private CallerContext() {}

    /** Continues a Uni on the Vert.x context that is current now, where there is one. */
    public static <T> Uni<T> onCaller(Uni<T> uni) {
        Context context = Vertx.currentContext();
        return context == null
                ? uni
                : uni.emitOn(command -> context.runOnContext(ignored -> command.run()));
    }

    /** Work that begins on the Vert.x context that is current now, whoever starts it. */
    public static <T> Supplier<Uni<T>> begunOnCaller(Supplier<Uni<T>> work) {
        Uni<Void> here = onCaller(Uni.createFrom().voidItem());
        return () -> here.chain(work::get);
    }
}
