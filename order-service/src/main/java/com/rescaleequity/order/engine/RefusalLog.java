package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.platform.runtime.OnceAMinute;
import com.rescaleequity.protocol.trading.Command;
import org.jboss.logging.Logger;

/**
 * Tells the operator of commands without effect that nobody waits for: those of another service's
 * outbox, which are work that was lost, and those whose source may not send them. Numbers that come
 * twice are told once a minute at most, with how many there were. For the core's thread.
 */
final class RefusalLog {

    private static final Logger LOG = Logger.getLogger(RefusalLog.class);

    private final OnceAMinute warning = new OnceAMinute();
    private long duplicates;

    /**
     * Notes what became of a command.
     *
     * @param live whether that happened just now, and not long ago in the log
     */
    void note(Command command, long offset, Outcome outcome, boolean live) {
        if (outcome instanceof Outcome.Rejected(RejectReason reason, var details)) {
            if (reason == RejectReason.SOURCE_NOT_ALLOWED || !command.getSource().isEmpty()) {
                LOG.errorf(
                        "Command %s, number %d of source \"%s\", at offset %d was refused: %s %s",
                        command.getBodyCase(),
                        command.getSourceNumber(),
                        command.getSource(),
                        offset,
                        reason,
                        details);
            }
        } else if (live && outcome instanceof Outcome.Duplicate(long last)) {
            duplicates++;
            if (warning.isDue()) {
                LOG.warnf(
                        "Command %d of %s at offset %d came again after %d and did nothing; %d such so far. After a restore of its database, its outbox may count anew",
                        command.getSourceNumber(), command.getSource(), offset, last, duplicates);
            }
        }
    }
}
