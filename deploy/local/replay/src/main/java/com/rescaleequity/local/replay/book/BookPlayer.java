package com.rescaleequity.local.replay.book;

import com.rescaleequity.local.replay.Attended;
import com.rescaleequity.local.replay.Pace;
import com.rescaleequity.local.replay.TapeTrade;
import com.rescaleequity.local.replay.mirror.LevelKey;
import com.rescaleequity.local.replay.mirror.Mirror;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays a feed's messages, in their order and at their pace, and says how far it is. */
final class BookPlayer {

    private static final int MOST_PENDING = 100;

    private final RecordedBook recorded;
    private final BookFollower follower;
    private final Mirror mirror;
    private final Consumer<String> say;
    private final List<TapeTrade> pending = new ArrayList<>();
    private final Attended attended = new Attended();
    private int seenTrades;
    private boolean caughtUp;
    private long messages;

    BookPlayer(RecordedBook recorded, BookFollower follower, Mirror mirror, Consumer<String> say) {
        this.recorded = recorded;
        this.follower = follower;
        this.mirror = mirror;
        this.say = say;
    }

    /**
     * Plays all of it.
     *
     * @param first how many trades are printed already; up to there the book is only read
     * @param speed how much faster than recorded; infinite waits for nothing
     */
    void play(Feed feed, int first, double speed) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        caughtUp = first == 0;
        @Nullable Pace pace = null;
        for (FeedMessage message = feed.next(); message != null; message = feed.next()) {
            if (seenTrades < first) {
                read(message);
                continue;
            }
            if (pace == null) {
                pace = new Pace(timeOf(message), speed);
            }
            play(message, pace);
            messages++;
            progress();
        }
        flush();
        follower.followAll();
        double seconds = (System.nanoTime() - begun) / 1e9;
        say.accept(
                String.format(
                        Locale.ROOT,
                        "Replay finished: %,d messages (%,d trades) in %.1f s (%.0f messages/s), %,d orders, changes and cancels (%.0f/s)",
                        messages,
                        seenTrades - first,
                        seconds,
                        messages / seconds,
                        mirror.requests(),
                        mirror.requests() / seconds));
    }

    private static long timeOf(FeedMessage message) {
        return switch (message) {
            case FeedMessage.Traded traded -> traded.trade().timeMillis();
            case FeedMessage.Change change -> change.timeMillis();
            case FeedMessage.Snapshot snapshot -> snapshot.timeMillis();
        };
    }

    private void read(FeedMessage message) throws IOException {
        switch (message) {
            case FeedMessage.Traded traded -> seenTrades++;
            case FeedMessage.Change change -> recorded.apply(change);
            case FeedMessage.Snapshot snapshot -> recorded.apply(snapshot);
        }
    }

    private void play(FeedMessage message, Pace pace) throws IOException, InterruptedException {
        switch (message) {
            case FeedMessage.Traded traded -> {
                seenTrades++;
                TapeTrade trade = traded.trade();
                if (!pace.unlimited()
                        && !pending.isEmpty()
                        && pending.getLast().timeMillis() != trade.timeMillis()) {
                    flush();
                }
                pace.await(trade.timeMillis());
                pending.add(trade);
                if (pending.size() >= MOST_PENDING) {
                    flush();
                }
            }
            case FeedMessage.Change change -> {
                flush();
                pace.await(change.timeMillis());
                follow(recorded.apply(change));
            }
            case FeedMessage.Snapshot snapshot -> {
                flush();
                pace.await(snapshot.timeMillis());
                follow(recorded.apply(snapshot));
            }
        }
    }

    private void follow(Set<LevelKey> changed) throws IOException, InterruptedException {
        if (caughtUp) {
            follower.follow(changed);
        } else {
            follower.followAll();
            caughtUp = true;
        }
    }

    private void flush() throws IOException, InterruptedException {
        if (!pending.isEmpty()) {
            follower.trade(pending);
            pending.clear();
        }
    }

    private void progress() {
        if (attended.tellNow()) {
            say.accept(
                    String.format(
                            Locale.ROOT,
                            "  %,d messages, %,d trades, %,d orders, changes and cancels",
                            messages,
                            seenTrades,
                            mirror.requests()));
        }
    }
}
