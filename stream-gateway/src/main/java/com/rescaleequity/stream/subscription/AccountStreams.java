package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.view.OrderView;
import com.rescaleequity.protocol.trading.Balance;
import com.rescaleequity.protocol.trading.BalancesChanged;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderChanged;
import com.rescaleequity.protocol.trading.OrderStatus;
import com.rescaleequity.stream.delivery.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One account's open orders and balances with the sequences of its three streams. Hub only. */
final class AccountStreams {

    /** The recent events of one stream, dense up to its last sequence. */
    static final class History {

        private final StreamName name;
        private final Deque<Event> recent = new ArrayDeque<>();
        private long sequence;

        History(StreamName name) {
            this.name = name;
        }

        long sequence() {
            return sequence;
        }

        void forgetOldest() {
            recent.poll();
        }

        private History add(long number, Event event) {
            sequence = number;
            recent.add(event);
            return this;
        }

        /** Everything after a sequence, empty when some of it is forgotten or it is not reached. */
        private Optional<List<Frame>> since(long last) {
            if (last > sequence || last < sequence - recent.size()) {
                return Optional.empty();
            }
            return Optional.of(
                    recent.stream()
                            .skip(last - (sequence - recent.size()))
                            .map(event -> PrivateFrames.of(name, event))
                            .toList());
        }
    }

    private record Orders(List<OrderView> orders) {}

    private record Balances(List<PrivateFrames.BalanceView> balances) {}

    private record Trades(List<PrivateFrames.TradeView> trades) {}

    private final Map<Long, Order> open = new TreeMap<>();
    private final Map<String, Balance> balances = new TreeMap<>();
    private final History orderHistory = new History(StreamName.ORDERS);
    private final History tradeHistory = new History(StreamName.TRADES);
    private final History balanceHistory = new History(StreamName.BALANCES);

    History take(OrderChanged change, Event event) {
        Order order = change.getOrder();
        if (order.getStatus() == OrderStatus.ACTIVE || order.getStatus() == OrderStatus.PENDING) {
            open.put(order.getOrderId(), order);
        } else {
            open.remove(order.getOrderId());
        }
        return orderHistory.add(change.getOrdersSequence(), event);
    }

    History takeFill(OrderChanged change, Event event) {
        return tradeHistory.add(change.getFill().getTradesSequence(), event);
    }

    History take(BalancesChanged change, Event event) {
        change.getBalancesList().forEach(balance -> balances.put(balance.getAsset(), balance));
        return balanceHistory.add(change.getBalancesSequence(), event);
    }

    Frame snapshot(StreamName name, long time, boolean gap) {
        History history = history(name);
        Object data =
                switch (name.kind()) {
                    case USER_ORDERS ->
                            new Orders(open.values().stream().map(OrderView::of).toList());
                    case USER_BALANCES -> new Balances(PrivateFrames.balances(balances.values()));
                    default -> new Trades(List.of());
                };
        return Frame.privateSnapshot(name.text(), history.sequence(), time, gap, data);
    }

    Optional<List<Frame>> since(StreamName name, long sequence) {
        return history(name).since(sequence);
    }

    private History history(StreamName name) {
        return switch (name.kind()) {
            case USER_ORDERS -> orderHistory;
            case USER_TRADES -> tradeHistory;
            case USER_BALANCES -> balanceHistory;
            default -> throw new IllegalArgumentException(name.text() + " is not private");
        };
    }
}
