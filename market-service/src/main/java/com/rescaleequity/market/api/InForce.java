package com.rescaleequity.market.api;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for an operator's change to be in force, for a while. */
final class InForce {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private InForce() {}

    /** True as soon as it is in force; false when that has not come. */
    static Uni<Boolean> await(BooleanSupplier inForce) {
        return Uni.createFrom()
                .item(inForce::getAsBoolean)
                .repeat()
                .withDelay(PAUSE)
                .whilst(done -> !done)
                .collect()
                .last()
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(false);
    }
}
