package com.rescaleequity.stream.source;

import com.rescaleequity.platform.follower.FollowerHost;
import com.rescaleequity.stream.subscription.BookBoard;
import com.rescaleequity.stream.subscription.Hub;
import com.rescaleequity.stream.subscription.ListedMarkets;
import com.rescaleequity.stream.subscription.StreamSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the private streams are folded, the instruments are known and every book is here. A
 * book that stays away holds nobody up for longer than the grace: its stream then starts later.
 */
@Readiness
@ApplicationScoped
public class SourceReadiness implements HealthCheck {

    private final Hub hub;
    private final ListedMarkets markets;
    private final BookBoard books;
    private final FollowerHost follower;
    private final Patience patience;
    private volatile boolean booksKnown;

    /** How long books are waited for. */
    @ApplicationScoped
    static class Patience {

        private final Clock clock;
        private final Duration grace;
        private long started = Long.MAX_VALUE;

        Patience(Clock clock, StreamSettings settings) {
            this.clock = clock;
            this.grace = settings.depthGrace();
        }

        void start(@Observes StartupEvent event) {
            started = clock.millis();
        }

        boolean isOver() {
            return clock.millis() - started > grace.toMillis();
        }
    }

    public SourceReadiness(
            Hub hub,
            ListedMarkets markets,
            BookBoard books,
            FollowerHost follower,
            Patience patience) {
        this.hub = hub;
        this.markets = markets;
        this.books = books;
        this.follower = follower;
        this.patience = patience;
    }

    @Override
    public HealthCheckResponse call() {
        boolean instruments = !markets.symbols().isEmpty();
        boolean depth = booksKnown || patience.isOver();
        if (instruments && !booksKnown) {
            lookAgain();
        }
        boolean folded = follower.isReady();
        return HealthCheckResponse.named("stream sources")
                .withData("instruments", instruments)
                .withData("books", depth)
                .withData("events", folded)
                .status(instruments && depth && folded)
                .build();
    }

    /** Books belong to the hub's thread, so the answer shows at the next call. */
    private void lookAgain() {
        Set<String> symbols = Set.copyOf(markets.symbols());
        hub.execute(() -> booksKnown = books.knowsAll(symbols));
    }
}
