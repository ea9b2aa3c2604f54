package com.rescaleequity.platform.follower;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.EventFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A frame of which only the wanted events are decoded; all of them are counted. An event tells its
 * kind by the number of the field that holds it, so the bytes of the others are stepped over.
 */
final class WantedFrame {

    /** An event that is wanted, its bytes in the frame, and its place there, from 0. */
    record Placed(int place, Event event, ByteString encoded) {}

    private final List<Placed> events = new ArrayList<>();
    private long firstSequence;
    private long commandOffset;
    private long time;
    private int count;
    private boolean partial;

    private WantedFrame() {}

    static WantedFrame parse(byte[] frame, Set<Event.BodyCase> wanted)
            throws InvalidProtocolBufferException {
        WantedFrame parsed = new WantedFrame();
        ByteString whole = UnsafeByteOperations.unsafeWrap(frame);
        CodedInputStream in = CodedInputStream.newInstance(frame);
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                parsed.read(tag, in, whole, wanted);
            }
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
        return parsed;
    }

    List<Placed> events() {
        return events;
    }

    long firstSequence() {
        return firstSequence;
    }

    long commandOffset() {
        return commandOffset;
    }

    long time() {
        return time;
    }

    /** How many events it has, wanted or not. */
    int count() {
        return count;
    }

    boolean isPartial() {
        return partial;
    }

    private void read(int tag, CodedInputStream in, ByteString frame, Set<Event.BodyCase> wanted)
            throws IOException {
        switch (WireFormat.getTagFieldNumber(tag)) {
            case EventFrame.FIRST_SEQUENCE_FIELD_NUMBER -> firstSequence = in.readInt64();
            case EventFrame.COMMAND_OFFSET_FIELD_NUMBER -> commandOffset = in.readInt64();
            case EventFrame.TIME_FIELD_NUMBER -> time = in.readInt64();
            case EventFrame.PARTIAL_FIELD_NUMBER -> partial = in.readBool();
            case EventFrame.EVENTS_FIELD_NUMBER -> {
                int length = in.readRawVarint32();
                int begin = in.getTotalBytesRead();
                in.skipRawBytes(length);
                ByteString encoded = frame.substring(begin, begin + length);
                if (wanted.contains(kind(encoded))) {
                    events.add(new Placed(count, Event.parseFrom(encoded), encoded));
                }
                count++;
            }
            default -> in.skipField(tag);
        }
    }

    private static Event.BodyCase kind(ByteString event) throws IOException {
        CodedInputStream in = event.newCodedInput();
        Event.BodyCase kind = Event.BodyCase.BODY_NOT_SET;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Event.BodyCase found = Event.BodyCase.forNumber(WireFormat.getTagFieldNumber(tag));
            // Of several the last one counts, as for any parser.
            kind = found == null ? kind : found;
            in.skipField(tag);
        }
        return kind;
    }
}
