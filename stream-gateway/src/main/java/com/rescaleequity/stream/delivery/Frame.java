package com.rescaleequity.stream.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.rescaleequity.platform.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * One message to one or many peers, turned into JSON at most once per number format. Made and first
 * read on the hub's thread.
 */
public final class Frame {

    /** What a full queue may do with a frame. */
    public enum Handling {
        /** Never dropped or merged; if it does not fit, the peer is closed. */
        KEEP,
        /** A later frame of the stream makes it worthless. */
        LATEST,
        /** May be dropped with the others of its stream if a fresh snapshot follows. */
        RESNAPSHOT
    }

    /** The frame as the contract orders its members; null members are left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            String stream,
            String type,
            @Nullable Long previousSequence,
            @Nullable Long sequence,
            long timestamp,
            @Nullable Boolean gap,
            Object data) {}

    private final String stream;
    private final Handling handling;
    private final Object body;
    private @Nullable String numbers;
    private @Nullable String strings;

    private Frame(String stream, Handling handling, Object body) {
        this.stream = stream;
        this.handling = handling;
        this.body = body;
    }

    /** An answer to a request, or anything else that is whole in itself. */
    public static Frame answer(Object body) {
        return new Frame("", Handling.KEEP, body);
    }

    /** A change on a stream without numbers. */
    public static Frame update(String stream, Handling handling, long timestamp, Object data) {
        return new Frame(
                stream, handling, new Body(stream, "update", null, null, timestamp, null, data));
    }

    /** The present state of a stream without numbers. */
    public static Frame snapshot(String stream, Handling handling, long timestamp, Object data) {
        return new Frame(
                stream, handling, new Body(stream, "snapshot", null, null, timestamp, null, data));
    }

    /** A change on a numbered stream. */
    public static Frame numberedUpdate(
            String stream, Handling handling, long sequence, long timestamp, Object data) {
        return new Frame(
                stream,
                handling,
                new Body(stream, "update", null, sequence, timestamp, null, data));
    }

    /** The present state of a numbered stream. */
    public static Frame numberedSnapshot(
            String stream, Handling handling, long sequence, long timestamp, Object data) {
        return new Frame(
                stream,
                handling,
                new Body(stream, "snapshot", null, sequence, timestamp, null, data));
    }

    /** The changes of a book since a sequence. */
    public static Frame delta(
            String stream, long previousSequence, long sequence, long timestamp, Object data) {
        return new Frame(
                stream,
                Handling.RESNAPSHOT,
                new Body(stream, "update", previousSequence, sequence, timestamp, null, data));
    }

    /** The present state of a private stream; gap says whether events before it are lost. */
    public static Frame privateSnapshot(
            String stream, long sequence, long timestamp, boolean gap, Object data) {
        return new Frame(
                stream,
                Handling.KEEP,
                new Body(stream, "snapshot", null, sequence, timestamp, gap, data));
    }

    /** The stream's canonical name, empty for answers. */
    public String stream() {
        return stream;
    }

    public Handling handling() {
        return handling;
    }

    /** The JSON text; the hub asks first, so a frame is written once however many receive it. */
    public synchronized String text(Json format) {
        String known = format == Json.STRINGS ? strings : numbers;
        if (known != null) {
            return known;
        }
        String written = format.text(body);
        if (format == Json.STRINGS) {
            strings = written;
        } else {
            numbers = written;
        }
        return written;
    }
}
