package com.rescaleequity.stream.subscription;

import com.rescaleequity.protocol.trading.BalancesChanged;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.OrderChanged;
import com.rescaleequity.stream.delivery.Frame;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The private streams of every account: what is open, what is held, and the newest events for
 * clients that resume. Accounts without an event have no entry, however many ask for them. Hub
 * only.
 */
@Singleton
public class PrivateEvents {

    private static final int KEPT_SNAPSHOTS = 256;
    private static final AccountStreams NOTHING = new AccountStreams();

    private record Shown(long accountId, StreamName.Kind kind) {}

    private final Map<Long, AccountStreams> accounts = new HashMap<>();
    private final Map<Shown, Frame> snapshots =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Shown, Frame> eldest) {
                    return size() > KEPT_SNAPSHOTS;
                }
            };
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

    /** Takes consecutive events and the core's time after them. */
    public void onEvents(List<Event> events, long timeAfter) {
        events.forEach(this::onEvent);
        time = Math.max(time, timeAfter);
    }

    /** The present state of a private stream; made once until the stream's next event. */
    public Frame snapshot(StreamName name, long accountId, boolean gap) {
        if (gap) {
            return account(accountId).snapshot(name, time, true);
        }
        return snapshots.computeIfAbsent(
                new Shown(accountId, name.kind()),
                shown -> account(accountId).snapshot(name, time, false));
    }

    /** What a snapshot costs: its rows, or next to nothing when it is made already. */
    public long snapshotCost(StreamName name, long accountId) {
        boolean made = snapshots.containsKey(new Shown(accountId, name.kind()));
        return made ? 1 : 1L + account(accountId).rows(name);
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

    private void onEvent(Event event) {
        switch (event.getBodyCase()) {
            case ORDER_CHANGED -> onOrder(event);
            case BALANCES_CHANGED -> onBalances(event);
            case TRADE_EXECUTED, BOOK_CHANGED, FUNDS_MOVED, INSTRUMENT_SET, BODY_NOT_SET -> {}
        }
    }

    private void onOrder(Event event) {
        OrderChanged change = event.getOrderChanged();
        long accountId = change.getOrder().getAccountId();
        AccountStreams account = known(accountId);
        memory.added(account.take(change, event));
        show(StreamName.ORDERS, accountId, event);
        if (change.hasFill()) {
            memory.added(account.takeFill(change, event));
            show(StreamName.TRADES, accountId, event);
        }
    }

    private void onBalances(Event event) {
        BalancesChanged change = event.getBalancesChanged();
        memory.added(known(change.getAccountId()).take(change, event));
        show(StreamName.BALANCES, change.getAccountId(), event);
    }

    private void show(StreamName name, long accountId, Event event) {
        if (!snapshots.isEmpty()) {
            snapshots.remove(new Shown(accountId, name.kind()));
        }
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
