package com.rescaleequity.platform.testing;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.socket.delivery.CloseCode;
import com.rescaleequity.platform.socket.delivery.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A wire whose network takes messages only when told. */
public final class FakeWire implements Wire {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Deque<Runnable> taken = new ArrayDeque<>();
    private final List<String> texts = new ArrayList<>();
    private CloseCode closed;

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void send(String text, Runnable sent, Runnable failed) {
        texts.add(text);
        taken.add(sent);
    }

    @Override
    public void close(CloseCode code, ErrorCode reason) {
        closed = code;
    }

    /** Runs the tasks of the context; messages reach the network but are not confirmed. */
    public void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    /** Lets the network take everything. */
    public void drain() {
        run();
        while (!taken.isEmpty()) {
            taken.remove().run();
            run();
        }
    }

    /** What was sent since the last call. */
    public List<String> sent() {
        List<String> copy = List.copyOf(texts);
        texts.clear();
        return copy;
    }

    /** Why it was closed, null while open. */
    public CloseCode closed() {
        return closed;
    }
}
