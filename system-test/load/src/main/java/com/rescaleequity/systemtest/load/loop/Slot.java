package com.rescaleequity.systemtest.load.loop;

import com.rescaleequity.systemtest.load.wire.Call;
import com.rescaleequity.systemtest.load.wire.CallKind;
import com.rescaleequity.systemtest.load.wire.Lane;
import java.io.IOException;

/** Room for one call under way on a connection. */
final class Slot {

    private final Lane lane;
    private final int number;
    private final Script script;
    private CallKind kind = CallKind.ECHO;
    private boolean underWay;
    private long due;
    private long sent;

    /**
     * A slot that waits for its first call.
     *
     * @param number among those of its connection
     */
    Slot(Lane lane, int number, Script script) {
        this.lane = lane;
        this.number = number;
        this.script = script;
    }

    Lane lane() {
        return lane;
    }

    Script script() {
        return script;
    }

    /** Puts a call into its connection's buffer. */
    void put(Call call, long dueAt, long now) throws IOException {
        kind = call.kind();
        due = dueAt;
        sent = now;
        underWay = true;
        lane.put(number, call);
    }

    void over() {
        underWay = false;
    }

    boolean underWay() {
        return underWay;
    }

    /** What was called last. */
    CallKind kind() {
        return kind;
    }

    /** When it was due. */
    long due() {
        return due;
    }

    /** When it was sent. */
    long sent() {
        return sent;
    }
}
