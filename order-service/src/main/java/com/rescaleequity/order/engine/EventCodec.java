package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.FillTotals;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.OrderTerms;
import com.rescaleequity.protocol.trading.Balance;
import com.rescaleequity.protocol.trading.BalancesChanged;
import com.rescaleequity.protocol.trading.BookChanged;
import com.rescaleequity.protocol.trading.FundsMoved;
import com.rescaleequity.protocol.trading.InstrumentSet;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderChanged;
import com.rescaleequity.protocol.trading.TradeExecuted;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Events and order states from the core to the wire. */
final class EventCodec {

    private final Function<String, @Nullable Instrument> instruments;

    /**
     * A codec that knows the instruments.
     *
     * @param instruments by symbol; every order's symbol is there
     */
    EventCodec(Function<String, @Nullable Instrument> instruments) {
        this.instruments = instruments;
    }

    com.rescaleequity.protocol.trading.Event toWire(long timeMillis, Event event) {
        com.rescaleequity.protocol.trading.Event.Builder wire =
                com.rescaleequity.protocol.trading.Event.newBuilder().setTime(timeMillis);
        switch (event) {
            case Event.OrderChanged changed -> wire.setOrderChanged(orderChanged(changed));
            case Event.TradeExecuted trade -> wire.setTradeExecuted(trade(trade));
            case Event.BookChanged book ->
                    wire.setBookChanged(
                            BookChanged.newBuilder()
                                    .setSymbol(book.symbol())
                                    .setSideValue(WireEnums.number(book.side()))
                                    .setPrice(book.price())
                                    .setQuantity(book.quantity())
                                    .setSequence(book.sequence()));
            case Event.BalancesChanged balances -> wire.setBalancesChanged(balances(balances));
            case Event.FundsMoved moved -> wire.setFundsMoved(fundsMoved(moved));
            case Event.InstrumentSet set ->
                    wire.setInstrumentSet(
                            InstrumentSet.newBuilder()
                                    .setInstrument(InstrumentCodec.toWire(set.instrument())));
        }
        return wire.build();
    }

    Order order(OrderState order) {
        OrderTerms terms = order.terms();
        FillTotals filled = order.filled();
        Instrument instrument = instruments.apply(terms.symbol());
        return Order.newBuilder()
                .setOrderId(order.orderId())
                .setClientOrderId(terms.clientOrderId().text())
                .setAccountId(terms.accountId())
                .setSymbol(terms.symbol())
                .setSideValue(WireEnums.number(terms.side()))
                .setTypeValue(WireEnums.number(terms.type()))
                .setStatusValue(WireEnums.number(order.status()))
                .setSubStatusValue(WireEnums.number(order.subStatus()))
                .setStatusReasonValue(WireEnums.number(order.statusReason()))
                .setQuantity(order.quantity())
                .setLimitPrice(terms.limitPrice())
                .setTriggerPrice(terms.triggerPrice())
                .setQuoteQuantity(terms.quoteQuantity())
                .setFilledQuantity(filled.quantity())
                .setFilledValue(filled.value())
                .setFees(filled.fees())
                .setTimeInForceValue(WireEnums.number(terms.timeInForce()))
                .setPostOnly(terms.postOnly())
                .setSelfTradePreventionValue(WireEnums.number(terms.selfTradePrevention()))
                .setExpireAt(terms.expireAt())
                .setCreatedAt(order.createdAt())
                .setUpdatedAt(order.updatedAt())
                .setTriggeredAt(order.triggeredAt())
                .setClosedAt(order.closedAt())
                .setLastTradeAt(filled.lastTradeAt())
                .setUpdateSequence(order.updateSequence())
                .setQuoteAsset(instrument == null ? "" : instrument.quoteAsset())
                .build();
    }

    static com.rescaleequity.protocol.trading.Fill fill(Fill fill) {
        return com.rescaleequity.protocol.trading.Fill.newBuilder()
                .setTradeId(fill.tradeId())
                .setPrice(fill.price())
                .setQuantity(fill.quantity())
                .setQuoteQuantity(fill.quoteQuantity())
                .setFee(fill.fee())
                .setLiquidityValue(WireEnums.number(fill.liquidity()))
                .setTradesSequence(fill.tradesSequence())
                .build();
    }

    private OrderChanged orderChanged(Event.OrderChanged changed) {
        OrderChanged.Builder wire =
                OrderChanged.newBuilder()
                        .setChangeValue(WireEnums.number(changed.change()))
                        .setOrder(order(changed.order()))
                        .setOrdersSequence(changed.ordersSequence());
        Fill fill = changed.fill();
        if (fill != null) {
            wire.setFill(fill(fill));
        }
        return wire.build();
    }

    private static TradeExecuted trade(Event.TradeExecuted trade) {
        return TradeExecuted.newBuilder()
                .setTradeId(trade.tradeId())
                .setSymbol(trade.symbol())
                .setPrice(trade.price())
                .setQuantity(trade.quantity())
                .setQuoteQuantity(trade.quoteQuantity())
                .setTakerSideValue(WireEnums.number(trade.takerSide()))
                .setTakerOrderId(trade.takerOrderId())
                .setMakerOrderId(trade.makerOrderId())
                .setTakerAccountId(trade.takerAccountId())
                .setMakerAccountId(trade.makerAccountId())
                .setTakerFee(trade.takerFee())
                .setMakerFee(trade.makerFee())
                .build();
    }

    private static BalancesChanged balances(Event.BalancesChanged balances) {
        BalancesChanged.Builder wire =
                BalancesChanged.newBuilder()
                        .setAccountId(balances.accountId())
                        .setReasonValue(WireEnums.number(balances.reason()))
                        .setReferenceId(balances.referenceId())
                        .setBalancesSequence(balances.balancesSequence());
        for (com.rescaleequity.order.trading.message.Balance balance : balances.balances()) {
            wire.addBalances(
                    Balance.newBuilder()
                            .setAsset(balance.asset())
                            .setAvailable(balance.available())
                            .setHeld(balance.held()));
        }
        return wire.build();
    }

    private static FundsMoved fundsMoved(Event.FundsMoved moved) {
        return FundsMoved.newBuilder()
                .setAccountId(moved.accountId())
                .setAsset(moved.asset())
                .setAmount(moved.amount())
                .setKindValue(WireEnums.number(moved.kind()))
                .setReferenceId(moved.referenceId())
                .setSource(moved.source())
                .setSourceNumber(moved.sourceNumber())
                .setPrice(moved.price())
                .build();
    }
}
