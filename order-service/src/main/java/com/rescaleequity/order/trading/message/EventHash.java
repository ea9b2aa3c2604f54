package com.rescaleequity.order.trading.message;

/**
 * The running hash over the fields of events, by which replicas find out that they disagree. It
 * guards against accidents, not against attackers.
 */
public final class EventHash {

    // Odd, so that no change of a single field is lost.
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long FIRST = 0xBF58476D1CE4E5B9L;
    private static final long SECOND = 0x94D049BB133111EBL;
    private static final long THIRD = 0xD6E8FEB86659FD93L;
    private static final long FOURTH = 0xC2B2AE3D27D4EB4FL;

    private long hash;

    public long value() {
        return hash;
    }

    public void restore(long value) {
        hash = value;
    }

    public void add(long time, Event.OrderChanged event) {
        mix(1, time, event.ordersSequence(), event.change().number());
        add(event.order());
        Fill fill = event.fill();
        if (fill != null) {
            mix(fill.tradeId(), fill.price(), fill.quantity(), fill.quoteQuantity());
            mix(fill.fee(), fill.liquidity().number(), fill.tradesSequence(), fill.time());
        }
    }

    private void add(OrderState order) {
        add(order.terms());
        mix(
                order.orderId(),
                order.status().number(),
                order.subStatus().number(),
                order.statusReason().number());
        FillTotals filled = order.filled();
        mix(filled.quantity(), filled.value(), filled.fees(), filled.lastTradeAt());
        mix(order.createdAt(), order.updatedAt(), order.triggeredAt(), order.updateSequence());
    }

    private void add(OrderTerms terms) {
        mix(
                terms.accountId(),
                number(terms.clientOrderId()),
                terms.symbol().hashCode(),
                terms.side().number());
        mix(terms.quantity(), terms.quoteQuantity(), terms.limitPrice(), terms.triggerPrice());
        mix(
                terms.type().number(),
                terms.timeInForce().number(),
                terms.selfTradePrevention().number(),
                terms.postOnly() ? 1 : 0);
        mix(terms.expireAt(), 0, 0, 0);
    }

    public void add(long time, Event.TradeExecuted event) {
        mix(2, time, event.tradeId(), event.symbol().hashCode());
        mix(event.price(), event.quantity(), event.quoteQuantity(), event.takerSide().number());
        mix(
                event.takerOrderId(),
                event.makerOrderId(),
                event.takerAccountId(),
                event.makerAccountId());
        mix(event.takerFee(), event.makerFee(), 0, 0);
    }

    public void add(long time, Event.BookChanged event) {
        mix(3, time, event.symbol().hashCode(), event.side().number());
        mix(event.price(), event.quantity(), event.sequence(), 0);
    }

    public void add(long time, Event.BalancesChanged event) {
        mix(4, time, event.accountId(), event.reason().number());
        mix(
                event.causeId(),
                event.fundsReference().hashCode(),
                event.balancesSequence(),
                event.balances().size());
        for (Balance balance : event.balances()) {
            mix(balance.asset().hashCode(), balance.available(), balance.held(), 0);
        }
    }

    public void add(long time, Event.FundsMoved event) {
        mix(5, time, event.accountId(), event.asset().hashCode());
        mix(event.amount(), event.kind().number(), event.referenceId().hashCode(), event.price());
        mix(event.source().hashCode(), event.sourceNumber(), 0, 0);
    }

    public void add(long time, Event.InstrumentSet event) {
        Instrument rules = event.instrument();
        mix(6, time, rules.symbol().hashCode(), rules.name().hashCode());
        mix(
                rules.baseAsset().hashCode(),
                rules.quoteAsset().hashCode(),
                rules.assetClass().hashCode(),
                rules.state().number());
        mix(rules.tickSize(), rules.lotSize(), rules.minQuantity(), rules.maxQuantity());
        mix(rules.maxMarketQuantity(), rules.minNotional(), rules.maxNotional(), rules.minPrice());
        mix(rules.maxPrice(), rules.priceBandUp(), rules.priceBandDown(), rules.marketCollar());
        mix(
                rules.makerFee(),
                rules.takerFee(),
                rules.defaultSelfTradePrevention().number(),
                rules.maxOpenOrders());
        mix(rules.maxStopOrders(), rules.listingPrice(), rules.listedAt(), 0);
    }

    private static long number(ClientOrderId id) {
        return id.number() == 0 ? id.text().hashCode() : id.number();
    }

    /** Mixes four fields at once; multiplied apart, they need not wait for one another. */
    private void mix(long first, long second, long third, long fourth) {
        long sum = first * FIRST + second * SECOND + third * THIRD + fourth * FOURTH;
        long mixed = (hash ^ sum) * MULTIPLIER;
        hash = mixed ^ (mixed >>> 32);
    }
}
