package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.socket.delivery.Frame;
import com.rescaleequity.platform.view.OrderView;
import com.rescaleequity.protocol.trading.Balance;
import com.rescaleequity.protocol.trading.BalancesChanged;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderChanged;
import com.rescaleequity.protocol.trading.OrderStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One account's open orders and balances with the past of its three streams. Hub only. */
final class AccountStreams {

    private record Orders(List<OrderView> orders) {}

    private record Balances(List<PrivateFrames.BalanceView> balances) {}

    private record Trades(List<PrivateFrames.TradeView> trades) {}

    private final Map<Long, Order> open = new TreeMap<>();
    private final Map<String, Balance> balances = new TreeMap<>();
    private final PastEvents orderEvents = new PastEvents(StreamName.ORDERS);
    private final PastEvents tradeEvents = new PastEvents(StreamName.TRADES);
    private final PastEvents balanceEvents = new PastEvents(StreamName.BALANCES);

    PastEvents take(OrderChanged change, byte[] event) {
        Order order = change.getOrder();
        if (order.getStatus() == OrderStatus.ACTIVE || order.getStatus() == OrderStatus.PENDING) {
            open.put(order.getOrderId(), order);
        } else {
            open.remove(order.getOrderId());
        }
        return orderEvents.add(change.getOrdersSequence(), event);
    }

    PastEvents takeFill(OrderChanged change, byte[] event) {
        return tradeEvents.add(change.getFill().getTradesSequence(), event);
    }

    PastEvents take(BalancesChanged change, byte[] event) {
        change.getBalancesList().forEach(balance -> balances.put(balance.getAsset(), balance));
        return balanceEvents.add(change.getBalancesSequence(), event);
    }

    Frame snapshot(StreamName name, long time, boolean gap) {
        Object data =
                switch (name.kind()) {
                    case USER_ORDERS ->
                            new Orders(open.values().stream().map(OrderView::of).toList());
                    case USER_BALANCES -> new Balances(PrivateFrames.balances(balances.values()));
                    default -> new Trades(List.of());
                };
        return Frame.privateSnapshot(name.text(), past(name).sequence(), time, gap, data);
    }

    /** How many rows a snapshot of the stream has. */
    int rows(StreamName name) {
        return switch (name.kind()) {
            case USER_ORDERS -> open.size();
            case USER_BALANCES -> balances.size();
            default -> 0;
        };
    }

    PastEvents past(StreamName name) {
        return switch (name.kind()) {
            case USER_ORDERS -> orderEvents;
            case USER_TRADES -> tradeEvents;
            case USER_BALANCES -> balanceEvents;
            default -> throw new IllegalArgumentException(name.text() + " is not private");
        };
    }
}
