package com.rescaleequity.platform.outbox;

import com.rescaleequity.platform.outbox.CoreTail.Taken;
import com.rescaleequity.platform.outbox.OutboxStore.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Compares an outbox's numbers with those that the core has taken. Once the core has come to where
 * the command log ended, it must have taken every number that had been sent before, and none that
 * was never given: anything else means that the database or the log is an older copy than the
 * other, and that commands are lost without a word. One thread uses it.
 */
final class NumbersCheck {

    /** What is known; only in step is anything sent. */
    enum Verdict {
        UNKNOWN,
        IN_STEP,
        /** The core waits for a number that was sent before: all later ones are refused. */
        GAP,
        /** The core has taken numbers that were not given yet: the next ones count as known. */
        REPEAT
    }

    /** What the core must have taken once it has covered all before an offset. */
    private record Question(long lastSent, long commandEnd) {}

    private @Nullable Question question;
    private Verdict verdict = Verdict.UNKNOWN;
    private String finding = "";

    /**
     * Looks once more.
     *
     * @param own read before the end of the command log was
     * @param taken null when the core does not say
     */
    Verdict look(Standing own, long commandEnd, @Nullable Taken taken) {
        Question asked = question;
        if (asked == null) {
            asked = new Question(own.lastSent(), commandEnd);
            question = asked;
        }
        if (taken == null || taken.commandOffset() + 1 < asked.commandEnd()) {
            return verdict;
        }
        question = null;
        if (taken.number() > own.lastGiven()) {
            verdict = Verdict.REPEAT;
            finding =
                    "the core has taken number %d, but the outbox has given no more than %d"
                            .formatted(taken.number(), own.lastGiven());
        } else if (taken.number() < asked.lastSent()) {
            verdict = Verdict.GAP;
            finding =
                    "number %d was sent, but the core has taken no more than %d"
                            .formatted(asked.lastSent(), taken.number());
        } else {
            verdict = Verdict.IN_STEP;
            finding = "";
        }
        return verdict;
    }

    Verdict verdict() {
        return verdict;
    }

    /** What is wrong, in words; empty when nothing is known to be. */
    String finding() {
        return finding;
    }
}
