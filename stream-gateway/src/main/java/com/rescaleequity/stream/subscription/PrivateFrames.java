package com.rescaleequity.stream.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.socket.delivery.Frame;
import com.rescaleequity.platform.socket.delivery.Frame.Handling;
import com.rescaleequity.platform.view.OrderView;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.Balance;
import com.rescaleequity.protocol.trading.BalanceReason;
import com.rescaleequity.protocol.trading.BalancesChanged;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.Fill;
import com.rescaleequity.protocol.trading.Liquidity;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderChanged;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames of the private streams, made from events of the log. */
final class PrivateFrames {

    /** A balance; total is always what is available plus what is reserved. */
    record BalanceView(String asset, BigDecimal total, BigDecimal available, BigDecimal reserved) {}

    /** A fill as the account's own trade list shows it. */
    record TradeView(
            long tradeId,
            String orderId,
            String clientOrderId,
            String symbol,
            String side,
            String liquidity,
            BigDecimal price,
            BigDecimal quantity,
            BigDecimal quoteQuantity,
            BigDecimal fee,
            String feeAsset,
            long timestamp) {}

    private record OrderUpdate(
            String event,
            OrderView order,
            @JsonInclude(JsonInclude.Include.NON_NULL) OrderView.@Nullable FillView fill) {}

    private record BalanceUpdate(String reason, String referenceId, List<BalanceView> balances) {}

    private PrivateFrames() {}

    /** The frame of an event on one of the streams that show it. */
    static Frame of(StreamName name, Event event) {
        return switch (name.kind()) {
            case USER_ORDERS -> order(event.getOrderChanged(), event.getTime());
            case USER_TRADES -> trade(event.getOrderChanged(), event.getTime());
            case USER_BALANCES -> balances(event.getBalancesChanged(), event.getTime());
            default -> throw new IllegalArgumentException(name.text() + " is not private");
        };
    }

    static List<BalanceView> balances(Collection<Balance> balances) {
        return balances.stream()
                .map(balance ->
                        new BalanceView(
                                balance.getAsset(),
                                Units.toDecimal(
                                        Math.addExact(balance.getAvailable(), balance.getHeld())),
                                Units.toDecimal(balance.getAvailable()),
                                Units.toDecimal(balance.getHeld())))
                .toList();
    }

    private static Frame order(OrderChanged change, long time) {
        Order order = change.getOrder();
        OrderView.FillView fill =
                change.hasFill()
                        ? OrderView.FillView.of(change.getFill(), order.getQuoteAsset(), time)
                        : null;
        return Frame.numberedUpdate(
                StreamName.ORDERS.text(),
                Handling.KEEP,
                change.getOrdersSequence(),
                time,
                new OrderUpdate(Words.change(change.getChange()), OrderView.of(order), fill));
    }

    private static Frame trade(OrderChanged change, long time) {
        Order order = change.getOrder();
        Fill fill = change.getFill();
        return Frame.numberedUpdate(
                StreamName.TRADES.text(),
                Handling.KEEP,
                fill.getTradesSequence(),
                time,
                new TradeView(
                        fill.getTradeId(),
                        Long.toString(order.getOrderId()),
                        order.getClientOrderId(),
                        order.getSymbol(),
                        Words.side(order.getSide()),
                        fill.getLiquidity() == Liquidity.MAKER ? "maker" : "taker",
                        Units.toDecimal(fill.getPrice()),
                        Units.toDecimal(fill.getQuantity()),
                        Units.toDecimal(fill.getQuoteQuantity()),
                        Units.toDecimal(fill.getFee()),
                        order.getQuoteAsset(),
                        time));
    }

    private static Frame balances(BalancesChanged change, long time) {
        return Frame.numberedUpdate(
                StreamName.BALANCES.text(),
                Handling.KEEP,
                change.getBalancesSequence(),
                time,
                new BalanceUpdate(
                        reason(change.getReason()),
                        change.getReferenceId(),
                        balances(change.getBalancesList())));
    }

    private static String reason(BalanceReason reason) {
        return switch (reason) {
            case BALANCE_TRADE -> "trade";
            case BALANCE_FUNDS_MOVE -> "transfer";
            case BALANCE_ORDER, BALANCE_REASON_UNSPECIFIED, UNRECOGNIZED -> "order";
        };
    }
}
