package com.rescaleequity.systemtest.load.flow;

import com.rescaleequity.systemtest.load.loop.Script;
import com.rescaleequity.systemtest.load.wire.Call;
import java.util.List;

/** The same calls in turn, for ever. */
final class Repeated implements Script {

    private final Call[] calls;
    private int next;

    Repeated(List<Call> calls) {
        this.calls = calls.toArray(Call[]::new);
    }

    @Override
    public Call next() {
        Call call = calls[next];
        next = (next + 1) % calls.length;
        return call;
    }
}
