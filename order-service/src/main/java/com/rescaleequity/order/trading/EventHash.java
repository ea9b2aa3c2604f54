package com.rescaleequity.order.trading;

/**
 * The running hash over the fields of events, by which replicas find out that they disagree. It
 * guards against accidents, not against attackers.
 */
final class EventHash {

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private long hash;

    long value() {
        return hash;
    }

    void restore(long value) {
        hash = value;
    }

    void add(long time, Event event) {
        mix(time);
        switch (event) {
            case Event.OrderChanged changed -> add(changed);
            case Event.TradeExecuted trade -> add(trade);
            case Event.BookChanged book -> add(book);
            case Event.BalancesChanged balances -> add(balances);
            case Event.FundsMoved moved -> add(moved);
            case Event.InstrumentSet set -> add(set.instrument());
        }
    }

    private void add(Event.OrderChanged event) {
        mix(1);
        mix(event.change());
        mix(event.ordersSequence());
        add(event.order());
        Fill fill = event.fill();
        if (fill != null) {
            mix(fill.tradeId());
            mix(fill.price());
            mix(fill.quantity());
            mix(fill.quoteQuantity());
            mix(fill.fee());
            mix(fill.liquidity());
            mix(fill.tradesSequence());
        }
    }

    private void add(OrderState order) {
        mix(order.orderId());
        mix(order.clientOrderId());
        mix(order.accountId());
        mix(order.symbol());
        mix(order.side());
        mix(order.type());
        mix(order.status());
        mix(order.subStatus());
        mix(order.statusReason());
        mix(order.quantity());
        mix(order.limitPrice());
        mix(order.triggerPrice());
        mix(order.quoteQuantity());
        mix(order.filledQuantity());
        mix(order.filledValue());
        mix(order.fees());
        mix(order.timeInForce());
        mix(order.postOnly() ? 1 : 0);
        mix(order.selfTradePrevention());
        mix(order.expireAt());
        mix(order.createdAt());
        mix(order.updatedAt());
        mix(order.triggeredAt());
        mix(order.closedAt());
        mix(order.lastTradeAt());
        mix(order.updateSequence());
    }

    private void add(Event.TradeExecuted event) {
        mix(2);
        mix(event.tradeId());
        mix(event.symbol());
        mix(event.price());
        mix(event.quantity());
        mix(event.quoteQuantity());
        mix(event.takerSide());
        mix(event.takerOrderId());
        mix(event.makerOrderId());
        mix(event.takerAccountId());
        mix(event.makerAccountId());
        mix(event.takerFee());
        mix(event.makerFee());
    }

    private void add(Event.BookChanged event) {
        mix(3);
        mix(event.symbol());
        mix(event.side());
        mix(event.price());
        mix(event.quantity());
        mix(event.sequence());
    }

    private void add(Event.BalancesChanged event) {
        mix(4);
        mix(event.accountId());
        mix(event.reason());
        mix(event.referenceId());
        mix(event.balancesSequence());
        for (Balance balance : event.balances()) {
            mix(balance.asset());
            mix(balance.available());
            mix(balance.held());
        }
    }

    private void add(Event.FundsMoved event) {
        mix(5);
        mix(event.accountId());
        mix(event.asset());
        mix(event.amount());
        mix(event.kind());
        mix(event.referenceId());
        mix(event.source());
        mix(event.sourceNumber());
        mix(event.price());
    }

    private void add(Instrument rules) {
        mix(6);
        mix(rules.symbol());
        mix(rules.name());
        mix(rules.baseAsset());
        mix(rules.quoteAsset());
        mix(rules.assetClass());
        mix(rules.state());
        mix(rules.tickSize());
        mix(rules.lotSize());
        mix(rules.minQuantity());
        mix(rules.maxQuantity());
        mix(rules.maxMarketQuantity());
        mix(rules.minNotional());
        mix(rules.maxNotional());
        mix(rules.minPrice());
        mix(rules.maxPrice());
        mix(rules.priceBandUp());
        mix(rules.priceBandDown());
        mix(rules.marketCollar());
        mix(rules.makerFee());
        mix(rules.takerFee());
        mix(rules.defaultSelfTradePrevention());
        mix(rules.maxOpenOrders());
        mix(rules.maxStopOrders());
        mix(rules.listingPrice());
        mix(rules.listedAt());
    }

    private void mix(Enum<?> value) {
        mix(value.name());
    }

    private void mix(String text) {
        mix(text.hashCode());
    }

    private void mix(long value) {
        long mixed = (hash ^ value) * MULTIPLIER;
        hash = mixed ^ (mixed >>> 32);
    }
}
