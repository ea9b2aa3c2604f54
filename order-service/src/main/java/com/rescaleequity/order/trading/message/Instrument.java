package com.rescaleequity.order.trading.message;

/**
 * What is traded under a symbol and the rules that can refuse an order. Prices, quantities and
 * notionals are units; bands, collar and fees are fractions in units, so 0.002 is 200000.
 */
public record Instrument(
        String symbol,
        String name,
        String baseAsset,
        String quoteAsset,
        String assetClass,
        MarketState state,
        long tickSize,
        long lotSize,
        long minQuantity,
        long maxQuantity,
        long maxMarketQuantity,
        long minNotional,
        long maxNotional,
        long minPrice,
        long maxPrice,
        long priceBandUp,
        long priceBandDown,
        long marketCollar,
        long makerFee,
        long takerFee,
        SelfTradePrevention defaultSelfTradePrevention,
        int maxOpenOrders,
        int maxStopOrders,
        long listingPrice,
        long listedAt) {

    /** The same rules in another state. */
    public Instrument withState(MarketState other) {
        return new Instrument(
                symbol,
                name,
                baseAsset,
                quoteAsset,
                assetClass,
                other,
                tickSize,
                lotSize,
                minQuantity,
                maxQuantity,
                maxMarketQuantity,
                minNotional,
                maxNotional,
                minPrice,
                maxPrice,
                priceBandUp,
                priceBandDown,
                marketCollar,
                makerFee,
                takerFee,
                defaultSelfTradePrevention,
                maxOpenOrders,
                maxStopOrders,
                listingPrice,
                listedAt);
    }
}
