package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.socket.delivery.CloseCode;
import com.rescaleequity.platform.socket.delivery.Frame;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Makes what sessions have to catch up with, snapshots and past events, a bounded piece at a time
 * and only as fast as their peers take it. Between two pieces the hub does what others asked for,
 * so nobody's past delays anybody's present. A session whose piece cannot be made is closed; the
 * others are served. Hub only.
 */
@Singleton
public class CatchUp {

    /** What one turn may make; a snapshot counts whole. */
    static final int FRAMES_A_TURN = 32;

    private final Deque<Session> waiting = new ArrayDeque<>();
    private final Executor hub;
    private final StreamSnapshots snapshots;
    private final PrivateEvents privateEvents;
    private boolean turnAhead;

    @Inject
    public CatchUp(Hub hub, StreamSnapshots snapshots, PrivateEvents privateEvents) {
        this((Executor) hub, snapshots, privateEvents);
    }

    CatchUp(Executor hub, StreamSnapshots snapshots, PrivateEvents privateEvents) {
        this.hub = hub;
        this.snapshots = snapshots;
        this.privateEvents = privateEvents;
    }

    /** Starts or goes on to serve a session that is behind with something. */
    public void serve(Session session) {
        if (session.isBehind() && !session.queue().isClosed() && !waiting.contains(session)) {
            waiting.add(session);
            nextTurn();
        }
    }

    private void nextTurn() {
        if (!turnAhead && !waiting.isEmpty()) {
            turnAhead = true;
            hub.execute(this::turn);
        }
    }

    private void turn() {
        turnAhead = false;
        Session session = waiting.poll();
        try {
            if (session != null && !session.queue().isClosed()) {
                goOn(session);
            }
        } finally {
            nextTurn();
        }
    }

    private void goOn(Session session) {
        try {
            makeAPiece(session);
        } catch (RuntimeException e) {
            // Its live frames would be left out for ever, and nobody would tell the client.
            session.queue().closeNow(CloseCode.INTERNAL_ERROR, ErrorCode.INTERNAL_ERROR);
            throw e;
        }
        if (session.isBehind()) {
            if (session.queue().hasRoom()) {
                waiting.add(session);
            } else {
                session.queue().awaitRoom();
            }
        }
    }

    private void makeAPiece(Session session) {
        int left = FRAMES_A_TURN;
        while (left > 0 && session.isBehind() && session.queue().hasRoom()) {
            Map.Entry<StreamName, Session.Behind> next = session.firstBehind();
            left -=
                    switch (next.getValue()) {
                        case Session.Behind.State state ->
                                show(session, next.getKey(), state.gap());
                        case Session.Behind.Past past ->
                                replay(session, next.getKey(), past.last(), left);
                    };
        }
    }

    private int show(Session session, StreamName name, boolean gap) {
        session.caughtUp(name);
        Frame frame =
                gap
                        ? privateEvents.snapshot(name, session.accountId(), true)
                        : snapshots.of(session, name);
        session.queue().readmit(name.text());
        if (frame != null) {
            session.send(frame);
        }
        return 1 + (int) snapshots.cost(session, name);
    }

    private int replay(Session session, StreamName name, long last, int most) {
        List<Frame> frames =
                privateEvents.after(name, session.accountId(), last, most).orElse(null);
        if (frames == null) {
            session.behind(name, new Session.Behind.State(true));
            return 0;
        }
        frames.forEach(session::send);
        if (frames.size() < most) {
            session.caughtUp(name);
        } else {
            session.behind(name, new Session.Behind.Past(last + frames.size()));
        }
        return Math.max(1, frames.size());
    }
}
