package com.rescaleequity.systemtest.load.loop;

import com.rescaleequity.systemtest.load.wire.Answer;
import com.rescaleequity.systemtest.load.wire.Call;
import org.jspecify.annotations.Nullable;

/** What one slot of a connection sends, one call after the other's answer. */
public interface Script {

    /** The next call, or null when there is nothing more to do. */
    @Nullable Call next();

    /** How the last call went. */
    default void answered(Answer answer) {}
}
