package com.rescaleequity.stream.subscription;

import com.rescaleequity.protocol.trading.BalancesChanged;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.OrderChanged;
import com.rescaleequity.stream.delivery.Frame;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every account's private streams, folded from the event log: what is open, what is owned, and the
 * recent events for resuming. Events outside the recent ones, counted over all accounts, are
 * forgotten. Hub only.
 */
@Singleton
public class PrivateEvents {

    private final Map<Long, AccountStreams> accounts = new HashMap<>();
    private final Deque<AccountStreams.History> oldestFirst = new ArrayDeque<>();
    private final Audience audience;
    private final int capacity;
    private long time;

    @Inject
    public PrivateEvents(Audience audience, StreamSettings settings) {
        this(audience, settings.recentEvents());
    }

    PrivateEvents(Audience audience, int capacity) {
        this.audience = audience;
        this.capacity = capacity;
    }

    /** Takes consecutive events and the core's time after them. */
    public void onEvents(List<Event> events, long timeAfter) {
        events.forEach(this::onEvent);
        time = Math.max(time, timeAfter);
    }

    /** The present state of a private stream. */
    public Frame snapshot(StreamName name, long accountId, boolean gap) {
        return account(accountId).snapshot(name, time, gap);
    }

    /** What happened after a sequence: the events, or a snapshot that admits the gap. */
    public List<Frame> since(StreamName name, long accountId, long sequence) {
        AccountStreams account = account(accountId);
        return account.since(name, sequence)
                .orElseGet(() -> List.of(account.snapshot(name, time, true)));
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
        AccountStreams account = account(accountId);
        remember(account.take(change, event));
        audience.publish(
                StreamName.ORDERS, accountId, () -> PrivateFrames.of(StreamName.ORDERS, event));
        if (change.hasFill()) {
            remember(account.takeFill(change, event));
            audience.publish(
                    StreamName.TRADES, accountId, () -> PrivateFrames.of(StreamName.TRADES, event));
        }
    }

    private void onBalances(Event event) {
        BalancesChanged change = event.getBalancesChanged();
        remember(account(change.getAccountId()).take(change, event));
        audience.publish(
                StreamName.BALANCES,
                change.getAccountId(),
                () -> PrivateFrames.of(StreamName.BALANCES, event));
    }

    private void remember(AccountStreams.History history) {
        oldestFirst.add(history);
        if (oldestFirst.size() > capacity) {
            oldestFirst.remove().forgetOldest();
        }
    }

    private AccountStreams account(long accountId) {
        return accounts.computeIfAbsent(accountId, id -> new AccountStreams());
    }
}
