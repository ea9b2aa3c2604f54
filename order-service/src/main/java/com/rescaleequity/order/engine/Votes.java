package com.rescaleequity.order.engine;

import com.rescaleequity.order.engine.PublishedCheck.DivergenceException;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the replicas say about each other's results, in the order of the command log: a replica that
 * most others contradict stops itself, whether it publishes or not. The event log is only one
 * replica's word; a replica that it contradicts waits for the others, and gives in when none takes
 * its side. For the core's thread, but for {@link #isContested}.
 */
final class Votes {

    private static final Logger LOG = Logger.getLogger(Votes.class);

    /** Each replica speaks every second. */
    private static final long FRESH_MS = 3_500;

    private static final long PATIENCE_MS = 5_000;

    private record Vote(long commandOffset, boolean agrees, long time) {}

    private final Map<String, Vote> byReplica = new HashMap<>();
    private volatile @Nullable DivergenceException contest;
    private long contestedSince;
    private boolean logIsWrong;
    private boolean uncounted;
    private long now;

    /**
     * Takes what a replica says about one command.
     *
     * @param agrees whether this replica came to the same
     * @param time of the log, epoch ms
     */
    void cast(String replica, long commandOffset, boolean agrees, long time) {
        now = Math.max(now, time);
        byReplica.values().removeIf(vote -> now - vote.time() > FRESH_MS);
        byReplica.put(replica, new Vote(commandOffset, agrees, time));
        uncounted = true;
    }

    /** The event log holds something else than this replica computed. */
    void contest(DivergenceException difference) {
        if (contest == null && !logIsWrong) {
            LOG.error(difference.getMessage() + "; asking the other replicas");
            contest = difference;
            contestedSince = System.nanoTime();
        }
    }

    /** Whether it is open if this replica or the event log is wrong: it must not answer then. */
    boolean isContested() {
        return contest != null;
    }

    /**
     * Counts the votes.
     *
     * @throws DivergenceException when this replica is wrong as far as anybody can tell
     */
    void decide() {
        DivergenceException open = contest;
        if (open == null && !uncounted) {
            return;
        }
        uncounted = false;
        long since = open == null ? 0 : open.commandOffset();
        long others = byReplica.values().stream().filter(vote -> !vote.agrees()).count();
        long same =
                1
                        + byReplica.values().stream()
                                .filter(vote -> vote.agrees() && vote.commandOffset() >= since)
                                .count();
        if (others > same) {
            throw open != null ? open : outvoted(others);
        }
        if (open == null) {
            return;
        }
        if (same > 1 && same > others) {
            LOG.error(
                    "Most replicas came to the same as this one: the event log is wrong. See docs/runbook.md.");
            logIsWrong = true;
            contest = null;
        } else if (System.nanoTime() - contestedSince > PATIENCE_MS * 1_000_000) {
            throw open;
        }
    }

    private DivergenceException outvoted(long others) {
        long first =
                byReplica.values().stream()
                        .filter(vote -> !vote.agrees())
                        .mapToLong(Vote::commandOffset)
                        .min()
                        .orElse(0);
        return new DivergenceException(first, others + " other replicas came to something else");
    }
}
