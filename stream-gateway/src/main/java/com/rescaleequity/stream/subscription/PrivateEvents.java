package com.rescaleequity.stream.subscription;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.socket.delivery.Frame;
import com.rescaleequity.protocol.trading.BalancesChanged;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.OrderChanged;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The private streams of every account: what is open, what is held, and the newest events for
 * clients that resume. Accounts without an event have no entry, however many ask for them. Hub
 * only.
 */
@Singleton
public class PrivateEvents {

    /** Rows of all kept snapshots together: some tens of megabytes at most. */
    static final int KEPT_ROWS = 20_000;

    /** As much text as a frame of another stream. */
    private static final int ROWS_A_FRAME = 50;

    private static final AccountStreams NOTHING = new AccountStreams();

    private record Shown(long accountId, StreamName.Kind kind) {}

    private record Made(Frame frame, int rows) {}

    /** The snapshots that were asked for last, as long as their rows together are few. */
    private static final class Snapshots {

        private final Map<Shown, Made> kept = new LinkedHashMap<>(16, 0.75f, true);
        private int rows;

        @Nullable Made get(Shown shown) {
            return kept.get(shown);
        }

        void keep(Shown shown, Made made) {
            if (made.rows() > KEPT_ROWS) {
                return;
            }
            kept.put(shown, made);
            rows += made.rows();
            var eldest = kept.values().iterator();
            while (rows > KEPT_ROWS) {
                rows -= eldest.next().rows();
                eldest.remove();
            }
        }

        void forget(Shown shown) {
            Made made = kept.remove(shown);
            if (made != null) {
                rows -= made.rows();
            }
        }
    }

    private final Map<Long, AccountStreams> accounts = new HashMap<>();
    private final Snapshots snapshots = new Snapshots();
    private final AtomicInteger knownAccounts = new AtomicInteger();
    private final Audience audience;
    private final FairShare memory;
    private long time;

    @Inject
    public PrivateEvents(Audience audience, StreamSettings settings, MeterRegistry meters) {
        this(audience, settings.recentEvents());
        meters.gauge("stream.private.accounts", knownAccounts);
    }

    PrivateEvents(Audience audience, int remembered) {
        this.audience = audience;
        this.memory = new FairShare(remembered);
    }

    /**
     * Takes consecutive events and the core's time after them.
     *
     * @param encoded the same events as bytes
     */
    public void onEvents(List<Event> events, List<ByteString> encoded, long timeAfter) {
        for (int i = 0; i < events.size(); i++) {
            onEvent(events.get(i), encoded.get(i));
        }
        time = Math.max(time, timeAfter);
    }

    /** The present state of a private stream; made once until the stream's next event. */
    public Frame snapshot(StreamName name, long accountId, boolean gap) {
        if (gap) {
            return account(accountId).snapshot(name, time, true);
        }
        Shown shown = new Shown(accountId, name.kind());
        Made made = snapshots.get(shown);
        if (made == null) {
            AccountStreams account = account(accountId);
            Frame frame = account.snapshot(name, time, false);
            // A snapshot without rows holds about as much as one with a row.
            made = new Made(frame, 1 + account.rows(name));
            snapshots.keep(shown, made);
        }
        return made.frame();
    }

    /** What a snapshot costs: its rows, or only its text when it is made already. */
    public long snapshotCost(StreamName name, long accountId) {
        int rows = account(accountId).rows(name);
        boolean made = snapshots.get(new Shown(accountId, name.kind())) != null;
        return made ? 1L + rows / ROWS_A_FRAME : 1L + rows;
    }

    /** How many events follow a sequence, -1 when some of them are forgotten. */
    public long countAfter(StreamName name, long accountId, long sequence) {
        PastEvents past = account(accountId).past(name);
        return past.reachesBackTo(sequence) ? past.sequence() - sequence : -1;
    }

    /** The next events after a sequence; empty when some of them are forgotten. */
    public Optional<List<Frame>> after(StreamName name, long accountId, long sequence, int most) {
        return account(accountId).past(name).after(sequence, most);
    }

    private void onEvent(Event event, ByteString encoded) {
        switch (event.getBodyCase()) {
            case ORDER_CHANGED -> onOrder(event, encoded.toByteArray());
            case BALANCES_CHANGED -> onBalances(event, encoded.toByteArray());
            case TRADE_EXECUTED, BOOK_CHANGED, FUNDS_MOVED, INSTRUMENT_SET, BODY_NOT_SET -> {}
        }
    }

    private void onOrder(Event event, byte[] kept) {
        OrderChanged change = event.getOrderChanged();
        long accountId = change.getOrder().getAccountId();
        AccountStreams account = known(accountId);
        memory.added(account.take(change, kept));
        show(StreamName.ORDERS, accountId, event);
        if (change.hasFill()) {
            memory.added(account.takeFill(change, kept));
            show(StreamName.TRADES, accountId, event);
        }
    }

    private void onBalances(Event event, byte[] kept) {
        BalancesChanged change = event.getBalancesChanged();
        memory.added(known(change.getAccountId()).take(change, kept));
        show(StreamName.BALANCES, change.getAccountId(), event);
    }

    private void show(StreamName name, long accountId, Event event) {
        snapshots.forget(new Shown(accountId, name.kind()));
        audience.publish(name, accountId, () -> PrivateFrames.of(name, event));
    }

    private AccountStreams account(long accountId) {
        return accounts.getOrDefault(accountId, NOTHING);
    }

    private AccountStreams known(long accountId) {
        AccountStreams account = accounts.computeIfAbsent(accountId, id -> new AccountStreams());
        knownAccounts.set(accounts.size());
        return account;
    }
}
