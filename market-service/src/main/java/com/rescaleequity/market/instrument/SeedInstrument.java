package com.rescaleequity.market.instrument;

import com.rescaleequity.platform.decimal.Units;
import java.math.BigDecimal;

/** An instrument of {@code instruments.json}, in the decimals of the public contract. */
record SeedInstrument(
        String symbol,
        String name,
        String baseAsset,
        String quoteAsset,
        String assetClass,
        BigDecimal tickSize,
        BigDecimal lotSize,
        BigDecimal minQuantity,
        BigDecimal maxQuantity,
        BigDecimal maxMarketQuantity,
        BigDecimal minNotional,
        BigDecimal maxNotional,
        BigDecimal minPrice,
        BigDecimal maxPrice,
        BigDecimal priceBandUp,
        BigDecimal priceBandDown,
        BigDecimal marketCollar,
        BigDecimal makerFee,
        BigDecimal takerFee,
        int maxOpenOrders,
        int maxStopOrders,
        BigDecimal listingPrice) {

    /** The same as a row, listed now. */
    ListedInstrument listed(long now) {
        ListedInstrument row = new ListedInstrument();
        row.symbol = symbol;
        row.name = name;
        row.baseAsset = baseAsset;
        row.quoteAsset = quoteAsset;
        row.assetClass = assetClass;
        row.tickSize = Units.fromDecimal(tickSize);
        row.lotSize = Units.fromDecimal(lotSize);
        row.minQuantity = Units.fromDecimal(minQuantity);
        row.maxQuantity = Units.fromDecimal(maxQuantity);
        row.maxMarketQuantity = Units.fromDecimal(maxMarketQuantity);
        row.minNotional = Units.fromDecimal(minNotional);
        row.maxNotional = Units.fromDecimal(maxNotional);
        row.minPrice = Units.fromDecimal(minPrice);
        row.maxPrice = Units.fromDecimal(maxPrice);
        row.priceBandUp = Units.fromDecimal(priceBandUp);
        row.priceBandDown = Units.fromDecimal(priceBandDown);
        row.marketCollar = Units.fromDecimal(marketCollar);
        row.makerFee = Units.fromDecimal(makerFee);
        row.takerFee = Units.fromDecimal(takerFee);
        row.maxOpenOrders = maxOpenOrders;
        row.maxStopOrders = maxStopOrders;
        row.listingPrice = Units.fromDecimal(listingPrice);
        row.listedAt = now;
        return row;
    }
}
