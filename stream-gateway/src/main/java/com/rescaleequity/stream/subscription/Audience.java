package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.socket.delivery.Frame;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who hears which stream. Private streams are kept per account under keys of their own, so a frame
 * of one account has no way to another. Hub only.
 */
@Singleton
public class Audience {

    private final Map<String, Set<Session>> listeners = new HashMap<>();

    /** Adds a listener; false when it was one already. */
    public boolean add(Session session, StreamName name) {
        if (!session.streams().add(name)) {
            return false;
        }
        listeners.computeIfAbsent(key(session, name), k -> new LinkedHashSet<>()).add(session);
        return true;
    }

    /** Removes a listener, if it was one. */
    public void remove(Session session, StreamName name) {
        if (session.streams().remove(name)) {
            session.caughtUp(name);
            drop(session, name);
        }
    }

    /** Removes a session from everything it listened to. */
    public void removeAll(Session session) {
        session.streams().forEach(name -> drop(session, name));
        session.streams().clear();
    }

    /** Whether anybody hears a public stream. */
    public boolean isHeard(StreamName name) {
        return listeners.containsKey(name.text());
    }

    /** Sends a frame, made only when somebody listens, to all who hear a public stream. */
    public void publish(StreamName name, Supplier<Frame> frame) {
        publish(name, name.text(), frame);
    }

    /** The same for one account's private stream. */
    public void publish(StreamName name, long accountId, Supplier<Frame> frame) {
        publish(name, key(name, accountId), frame);
    }

    private void publish(StreamName name, String key, Supplier<Frame> source) {
        Set<Session> sessions = listeners.get(key);
        if (sessions != null) {
            Frame frame = source.get();
            sessions.forEach(session -> session.sendLive(name, frame));
        }
    }

    private void drop(Session session, StreamName name) {
        String key = key(session, name);
        Set<Session> sessions = listeners.get(key);
        if (sessions != null && sessions.remove(session) && sessions.isEmpty()) {
            listeners.remove(key);
        }
    }

    private static String key(Session session, StreamName name) {
        return name.kind().isPrivate() ? key(name, session.accountId()) : name.text();
    }

    private static String key(StreamName name, long accountId) {
        return name.text() + '#' + accountId;
    }
}
