package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import com.rescaleequity.order.trading.reference.ReferenceExchange;
import java.util.List;
import java.util.SplittableRandom;

/** Random changes of an instrument's rules, some of which contradict each other. */
final class SimulatedInstruments {

    private final SplittableRandom random;
    private final ReferenceExchange reference;

    SimulatedInstruments(SplittableRandom random, ReferenceExchange reference) {
        this.random = random;
        this.reference = reference;
    }

    static Instrument first(String symbol) {
        return Instruments.narrow(symbol, symbol.substring(0, 3));
    }

    /** A market that does not trade soon trades again; its other rules stray from the first. */
    Instrument change(String symbol) {
        Instrument old = reference.instrument(symbol);
        Instrument base = first(symbol);
        MarketState state = old.state() == MarketState.TRADING ? state() : MarketState.TRADING;
        boolean coarse = random.nextInt(8) == 0;
        boolean lots = random.nextInt(8) == 0;
        return new Instrument(
                symbol,
                old.name(),
                random.nextInt(40) == 0 ? "ZZZ" : old.baseAsset(),
                old.quoteAsset(),
                old.assetClass(),
                state,
                coarse ? 3_000_000 - old.tickSize() : old.tickSize(),
                lots ? 300_000 - old.lotSize() : old.lotSize(),
                vary(base.minQuantity(), 2),
                vary(base.maxQuantity(), 2),
                vary(base.maxMarketQuantity(), 2),
                vary(base.minNotional(), 2),
                vary(base.maxNotional(), 2),
                random.nextInt(40) == 0 ? base.maxPrice() + 1 : vary(base.minPrice(), 1),
                base.maxPrice(),
                vary(base.priceBandUp(), 2),
                vary(base.priceBandDown(), 2),
                vary(base.marketCollar(), 2),
                random.nextInt(3) == 0 ? 0 : base.makerFee(),
                random.nextInt(40) == 0 ? 1 : vary(base.takerFee(), 2),
                List.of(SelfTradePrevention.values()).get(random.nextInt(3)),
                4 + random.nextInt(4),
                2 + random.nextInt(4),
                base.listingPrice(),
                old.listedAt());
    }

    /** Mostly trading. */
    MarketState state() {
        return random.nextInt(3) > 0
                ? MarketState.TRADING
                : List.of(MarketState.values()).get(random.nextInt(MarketState.values().length));
    }

    /** Mostly the value itself, sometimes up to so many times as much. */
    private long vary(long value, int times) {
        return random.nextInt(3) > 0 ? value : value + random.nextLong(value * (times - 1) + 1);
    }
}
