package com.rescaleequity.order.trading.state;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.FillTotals;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.Liquidity;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderSubStatus;
import com.rescaleequity.order.trading.message.OrderTerms;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.StatusReason;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The core's public records as part of the kept state, each field in the order of declaration. */
public final class RecordState {

    private RecordState() {}

    public static void writeOrder(StateWriter state, OrderState order) {
        state.number(order.orderId());
        writeTerms(state, order.terms());
        state.word(order.status());
        state.word(order.subStatus());
        state.word(order.statusReason());
        writeTotals(state, order.filled());
        state.number(order.createdAt());
        state.number(order.updatedAt());
        state.number(order.triggeredAt());
        state.number(order.updateSequence());
    }

    public static OrderState readOrder(StateReader state) {
        return new OrderState(
                state.number(),
                readTerms(state),
                state.word(OrderStatus.values()),
                state.word(OrderSubStatus.values()),
                state.word(StatusReason.values()),
                readTotals(state),
                state.number(),
                state.number(),
                state.number(),
                state.number());
    }

    public static void writeTotals(StateWriter state, FillTotals filled) {
        state.number(filled.quantity());
        state.number(filled.value());
        state.number(filled.fees());
        state.number(filled.lastTradeAt());
    }

    public static FillTotals readTotals(StateReader state) {
        return new FillTotals(state.number(), state.number(), state.number(), state.number());
    }

    public static void writeTerms(StateWriter state, OrderTerms terms) {
        state.number(terms.accountId());
        state.text(terms.symbol());
        state.word(terms.side());
        state.word(terms.type());
        state.number(terms.quantity());
        state.number(terms.quoteQuantity());
        state.number(terms.limitPrice());
        state.number(terms.triggerPrice());
        state.word(terms.timeInForce());
        state.flag(terms.postOnly());
        state.word(terms.selfTradePrevention());
        state.number(terms.expireAt());
        state.text(terms.clientOrderId().text());
    }

    public static OrderTerms readTerms(StateReader state) {
        return new OrderTerms(
                state.number(),
                state.text().intern(), // one text for all orders of a market
                state.word(Side.values()),
                state.word(OrderType.values()),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.word(TimeInForce.values()),
                state.flag(),
                state.word(SelfTradePrevention.values()),
                state.number(),
                ClientOrderId.of(state.text()));
    }

    public static void writeInstrument(StateWriter state, Instrument rules) {
        state.text(rules.symbol());
        state.text(rules.name());
        state.text(rules.baseAsset());
        state.text(rules.quoteAsset());
        state.text(rules.assetClass());
        state.word(rules.state());
        state.number(rules.tickSize());
        state.number(rules.lotSize());
        state.number(rules.minQuantity());
        state.number(rules.maxQuantity());
        state.number(rules.maxMarketQuantity());
        state.number(rules.minNotional());
        state.number(rules.maxNotional());
        state.number(rules.minPrice());
        state.number(rules.maxPrice());
        state.number(rules.priceBandUp());
        state.number(rules.priceBandDown());
        state.number(rules.marketCollar());
        state.number(rules.makerFee());
        state.number(rules.takerFee());
        state.word(rules.defaultSelfTradePrevention());
        state.number(rules.maxOpenOrders());
        state.number(rules.maxStopOrders());
        state.number(rules.listingPrice());
        state.number(rules.listedAt());
    }

    public static Instrument readInstrument(StateReader state) {
        return new Instrument(
                state.text(),
                state.text(),
                state.text(),
                state.text(),
                state.text(),
                state.word(MarketState.values()),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.word(SelfTradePrevention.values()),
                state.count(),
                state.count(),
                state.number(),
                state.number());
    }

    public static void writeFills(StateWriter state, Collection<Fill> fills) {
        state.number(fills.size());
        fills.forEach(fill -> writeFill(state, fill));
    }

    public static List<Fill> readFills(StateReader state) {
        int count = state.count();
        List<Fill> fills = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            fills.add(readFill(state));
        }
        return fills;
    }

    private static void writeFill(StateWriter state, Fill fill) {
        state.number(fill.tradeId());
        state.number(fill.price());
        state.number(fill.quantity());
        state.number(fill.quoteQuantity());
        state.number(fill.fee());
        state.word(fill.liquidity());
        state.number(fill.tradesSequence());
        state.number(fill.time());
    }

    private static Fill readFill(StateReader state) {
        return new Fill(
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.number(),
                state.word(Liquidity.values()),
                state.number(),
                state.number());
    }
}
