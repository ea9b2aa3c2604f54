package com.rescaleequity.systemtest.load.proof;

import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.EventFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the whole event log beside the services: dense, and what comes twice is the same twice.
 * Knows the hash at the end of each frame afterwards.
 */
public final class EventLogCheck {

    /** What comes twice comes again within so many events: what a publisher had not seen yet. */
    private static final int REMEMBERED = 1 << 22;

    private final int[] fingerprints = new int[REMEMBERED];
    private final Map<Long, Long> hashes = new HashMap<>();
    private long last;
    private long repeated;

    private EventLogCheck() {}

    /** The data folder of an exchange that runs. */
    public static EventLogCheck run(Path data) throws IOException {
        EventLogCheck check = new EventLogCheck();
        LogReader.read(
                data,
                Topics.TRADING_EVENTS,
                record -> check.add(EventFrame.parseFrom(record.value())));
        System.getLogger(EventLogCheck.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "Event log: {0} events, {1} of them written more than once",
                        check.last,
                        check.repeated);
        return check;
    }

    /** How many events there are. */
    public long events() {
        return last;
    }

    /** How many of them were written more than once. */
    public long repeated() {
        return repeated;
    }

    /** The hash after each whole frame, by the sequence of its last event. */
    Map<Long, Long> hashes() {
        return hashes;
    }

    private void add(EventFrame frame) {
        long sequence = frame.getFirstSequence();
        require(sequence <= last + 1, "The event log has a gap before event " + sequence);
        for (Event event : frame.getEventsList()) {
            add(sequence, event.toByteString().hashCode());
            sequence++;
        }
        if (frame.getPartial()) {
            return;
        }
        Long hash = hashes.put(sequence - 1, frame.getEventHash());
        require(
                hash == null || hash == frame.getEventHash(),
                "The event log has two hashes after event " + (sequence - 1));
    }

    private void add(long sequence, int fingerprint) {
        int place = (int) (sequence % REMEMBERED);
        if (sequence <= last) {
            repeated++;
            require(
                    last - sequence < REMEMBERED && fingerprints[place] == fingerprint,
                    "Event " + sequence + " was written twice, not the same twice");
        }
        fingerprints[place] = fingerprint;
        last = Math.max(last, sequence);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ProofFailedException(otherwise);
        }
    }
}
