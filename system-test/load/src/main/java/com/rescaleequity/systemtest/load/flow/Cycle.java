package com.rescaleequity.systemtest.load.flow;

import com.rescaleequity.systemtest.load.loop.Script;
import com.rescaleequity.systemtest.load.wire.Answer;
import com.rescaleequity.systemtest.load.wire.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes one call of each of several scripts in turn; a script may stand in it more than once. */
final class Cycle implements Script {

    private final List<Script> steps;
    private int step = -1;

    Cycle(List<Script> steps) {
        this.steps = steps;
    }

    @Override
    public @Nullable Call next() {
        step = (step + 1) % steps.size();
        return steps.get(step).next();
    }

    @Override
    public void answered(Answer answer) {
        steps.get(step).answered(answer);
    }
}
