package com.rescaleequity.platform.outbox;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.outbox.NumbersCheck.Verdict;
import com.rescaleequity.platform.outbox.OutboxStore.Standing;
import com.rescaleequity.protocol.Topics;
import java.sql.SQLException;
import java.time.Clock;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Keeps an eye on whether the core counts as the outbox does: before the first command is sent, and
 * from then on every few seconds. A difference is told once, with what to do, and no command is
 * sent until it is gone. One thread uses it.
 */
final class CoreNumbers implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CoreNumbers.class);
    private static final long REGULARLY_MILLIS = 5_000;

    private final NumbersCheck check = new NumbersCheck();
    private final CoreTail tail;
    private final Clock clock;
    private long nextLook;
    private boolean waits;

    CoreNumbers(KafkaClients kafka, Clock clock) {
        this.tail = new CoreTail(kafka);
        this.clock = clock;
    }

    /** Whether commands of the source may be sent. */
    boolean areInStep(OutboxStore store, String source) throws SQLException {
        Verdict before = check.verdict();
        if (before != Verdict.UNKNOWN && clock.millis() < nextLook) {
            return before == Verdict.IN_STEP;
        }
        Verdict now = look(store, source);
        nextLook = clock.millis() + REGULARLY_MILLIS;
        if (now != before) {
            tell(now, source);
        } else if (now == Verdict.UNKNOWN && !waits) {
            waits = true;
            LOG.infof("Commands of %s wait until the core says which it has taken", source);
        }
        return now == Verdict.IN_STEP;
    }

    /** What is wrong, in words; empty when nothing is known to be. */
    String fault() {
        return check.finding();
    }

    @Override
    public void close() {
        tail.close();
    }

    private Verdict look(OutboxStore store, String source) throws SQLException {
        try {
            Standing own = store.standing(Topics.TRADING_COMMANDS);
            return check.look(own, tail.commandEnd(), tail.newest(source));
        } catch (KafkaException e) {
            // Sending meets the same trouble and tells of it.
            LOG.debug("The core's numbers cannot be read", e);
            return check.verdict();
        }
    }

    private void tell(Verdict verdict, String source) {
        switch (verdict) {
            case IN_STEP ->
                    LOG.infof("The core counts the commands of %s as the outbox does", source);
            case GAP, REPEAT ->
                    LOG.fatalf(
                            "The outbox of %s and the core are out of step: %s. No command is sent"
                                    + " any more. One of them is an older copy: follow"
                                    + " docs/runbook.md, \"After a restore: outbox numbers\"",
                            source, check.finding());
            case UNKNOWN -> {
                // It never becomes unknown again.
            }
        }
    }
}
