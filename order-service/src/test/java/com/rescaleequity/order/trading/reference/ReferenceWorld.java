package com.rescaleequity.order.trading.reference;

import com.rescaleequity.order.trading.message.Balance;
import com.rescaleequity.order.trading.message.BalanceReason;
import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.NewestFills;
import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderSubStatus;
import com.rescaleequity.order.trading.message.Outcome.Accepted;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.StatusReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that the {@link ReferenceExchange} knows, and what happened in the last command. */
final class ReferenceWorld {

    static final long FEE_ACCOUNT = 1;

    /** How long a server may be silent, ms. */
    static final long SILENCE = 8_000;

    final Map<Long, ReferenceAccount> accounts = new LinkedHashMap<>();
    final Map<String, ReferenceMarket> markets = new LinkedHashMap<>();

    /** The open orders, by their ids. */
    final List<ReferenceOrder> orders = new ArrayList<>();

    /** When each server is taken for dead whose connections' orders end with them, oldest first. */
    final Map<String, Long> servers = new LinkedHashMap<>();

    final List<TimedEvent> told = new ArrayList<>();
    long now;
    long lastOrderId = 1_000_000;
    long arrivals;
    final ReferenceLabels labels;

    ReferenceWorld(long labelBytes) {
        labels = new ReferenceLabels(labelBytes);
    }

    static Rejected refuse(RejectReason reason) {
        return refuse(reason, RejectDetails.NONE);
    }

    static Rejected refuse(RejectReason reason, RejectDetails details) {
        return new Rejected(reason, details);
    }

    static Accepted accepted(ReferenceOrder order) {
        return new Accepted(order.state(), fills(order));
    }

    /** The last hundred fills of an order. */
    static NewestFills fills(ReferenceOrder order) {
        int count = order.fills.size();
        List<Fill> newest = order.fills.subList(Math.max(0, count - 100), count);
        return new NewestFills(newest, newest.isEmpty() ? 0 : newest.getLast().tradeId());
    }

    ReferenceAccount account(long id) {
        return accounts.computeIfAbsent(id, ReferenceAccount::new);
    }

    /** The orders that end with connections of a server. */
    List<ReferenceOrder> ordersOf(String server) {
        return orders.stream()
                .filter(o -> o.lease != null && o.lease.server().equals(server))
                .toList();
    }

    List<ReferenceOrder> ordersOf(ReferenceAccount account) {
        return orders.stream().filter(o -> o.account == account).toList();
    }

    /** The resting orders that an order would trade with, best price first and oldest first. */
    List<ReferenceOrder> makers(ReferenceOrder taker) {
        List<ReferenceOrder> makers = new ArrayList<>();
        for (ReferenceOrder order : orders) {
            if (order.isInBook() && order.market == taker.market && order.side != taker.side) {
                makers.add(order);
            }
        }
        Comparator<ReferenceOrder> byPrice = Comparator.comparing(o -> o.limit);
        makers.sort(
                (taker.buys() ? byPrice : byPrice.reversed()).thenComparingLong(o -> o.arrival));
        return makers;
    }

    /** Price levels of one side of a market. */
    Map<Long, Long> levels(ReferenceMarket market, Side side) {
        Map<Long, Long> levels = new LinkedHashMap<>();
        for (ReferenceOrder order : orders) {
            if (order.isInBook() && order.market == market && order.side == side) {
                levels.merge(Decimals.units(order.limit), Decimals.units(order.open), Long::sum);
            }
        }
        return levels;
    }

    void end(ReferenceOrder order, OrderSubStatus how, StatusReason why) {
        boolean rested = order.isInBook();
        BigDecimal had = order.held;
        leave(order);
        order.account.hold(order, had.negate());
        order.status = OrderStatus.CANCELLED;
        order.subStatus = how;
        order.statusReason = why;
        order.closedAt = now;
        order.changed(now);
        tell(OrderChange.valueOf(how.name()), order, null);
        if (had.signum() > 0) {
            tellHold(order);
        }
        if (rested) {
            tellLevel(order.market, order.side, order.limit);
        }
    }

    /** Takes an order that is done out of the exchange. */
    void leave(ReferenceOrder order) {
        orders.remove(order);
        servers.keySet().removeIf(server -> ordersOf(server).isEmpty());
        order.arrival = 0;
        labels.close(order.account, order.label);
    }

    void tell(OrderChange change, ReferenceOrder order, @Nullable Fill fill) {
        order.told = order.state();
        tell(new Event.OrderChanged(change, order.told, fill, ++order.account.ordersSequence));
    }

    void tellHold(ReferenceOrder order) {
        tellBalances(order.account, BalanceReason.ORDER, order.id, "", List.of(order.asset()));
    }

    void tellBalances(
            ReferenceAccount account,
            BalanceReason reason,
            long cause,
            String reference,
            List<String> assets) {
        List<Balance> balances = assets.stream().map(account::balance).toList();
        long sequence = ++account.balancesSequence;
        Event.BalancesChanged event =
                new Event.BalancesChanged(account.id, reason, cause, reference, balances, sequence);
        String text = reason == BalanceReason.FUNDS_MOVE ? reference : String.valueOf(cause);
        if (!event.referenceId().equals(text)) {
            throw new AssertionError("not caused by " + text + ": " + event);
        }
        tell(event);
    }

    void tellLevel(ReferenceMarket market, Side side, BigDecimal price) {
        BigDecimal total = BigDecimal.ZERO;
        for (ReferenceOrder order : orders) {
            boolean here = order.isInBook() && order.market == market && order.side == side;
            if (here && order.limit.compareTo(price) == 0) {
                total = total.add(order.open);
            }
        }
        tell(
                new Event.BookChanged(
                        market.symbol(),
                        side,
                        Decimals.units(price),
                        Decimals.units(total),
                        ++market.bookSequence));
    }

    void tell(Event event) {
        told.add(new TimedEvent(now, event));
    }
}
