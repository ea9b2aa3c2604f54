package com.rescaleequity.platform.socket.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.view.DepthView;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** About what a level takes in the text of a book. */
    private static final int LEVEL_BYTES = 24;

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
            String stream,
            long previousSequence,
            long sequence,
            long timestamp,
            DepthView.Sides changes) {
        return new Frame(
                stream,
                Handling.RESNAPSHOT,
                new Body(stream, "update", previousSequence, sequence, timestamp, null, changes));
    }

    /**
     * This delta of a book and the next one as one, from where the first begins to where the last
     * ends; null when the other does not follow, or one of them is no delta.
     */
    @Nullable Frame mergedWith(Frame next) {
        if (body instanceof Body first
                && next.body instanceof Body last
                && first.data() instanceof DepthView.Sides before
                && last.data() instanceof DepthView.Sides after
                && first.previousSequence() != null
                && last.previousSequence() != null
                && last.previousSequence().equals(first.sequence())) {
            DepthView.Sides both =
                    new DepthView.Sides(
                            before.symbol(),
                            merged(before.bids(), after.bids()),
                            merged(before.asks(), after.asks()));
            return new Frame(
                    stream,
                    Handling.RESNAPSHOT,
                    new Body(
                            stream,
                            "update",
                            first.previousSequence(),
                            last.sequence(),
                            last.timestamp(),
                            null,
                            both));
        }
        return null;
    }

    /** What it takes in a queue when its text is not to be written yet. */
    long estimatedBytes() {
        return body instanceof Body known && known.data() instanceof DepthView.Sides sides
                ? (long) LEVEL_BYTES * (sides.bids().size() + sides.asks().size() + LEVEL_BYTES / 2)
                : 0;
    }

    private static List<List<BigDecimal>> merged(
            List<List<BigDecimal>> before, List<List<BigDecimal>> after) {
        Map<BigDecimal, List<BigDecimal>> levels = new LinkedHashMap<>();
        before.forEach(level -> levels.put(level.getFirst(), level));
        after.forEach(level -> levels.put(level.getFirst(), level));
        return List.copyOf(levels.values());
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
