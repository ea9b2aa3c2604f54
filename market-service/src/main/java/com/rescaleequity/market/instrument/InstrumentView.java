package com.rescaleequity.market.instrument;

import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.Instrument;
import java.math.BigDecimal;
import java.util.List;

/** An instrument as the contract shows it: every rule that can refuse an order. */
public record InstrumentView(
        String symbol,
        String name,
        String baseAsset,
        String quoteAsset,
        String assetClass,
        String status,
        BigDecimal tickSize,
        BigDecimal lotSize,
        BigDecimal minQuantity,
        BigDecimal maxQuantity,
        BigDecimal maxMarketQuantity,
        BigDecimal minNotional,
        BigDecimal maxNotional,
        BigDecimal minPrice,
        BigDecimal maxPrice,
        PriceBand priceBand,
        BigDecimal marketCollar,
        BigDecimal makerFee,
        BigDecimal takerFee,
        String feeAsset,
        List<String> orderTypes,
        List<String> timeInForce,
        boolean postOnly,
        List<String> selfTradePrevention,
        String defaultSelfTradePrevention,
        int maxOpenOrders,
        int maxStopOrders,
        long listedAt,
        long timestamp,
        BigDecimal listingPrice) {

    /** How far a limit price may lie from the last price, as fractions. */
    public record PriceBand(BigDecimal up, BigDecimal down, String reference) {}

    // What the exchange takes today; it grows with the core.
    private static final List<String> ORDER_TYPES = List.of("market", "limit", "stop-loss");
    private static final List<String> TIMES_IN_FORCE = List.of("GTC", "IOC", "FOK", "GTD");

    /**
     * The view of an instrument.
     *
     * @param timestamp when it was last set, epoch ms
     */
    public static InstrumentView of(Instrument instrument, long timestamp) {
        return new InstrumentView(
                instrument.getSymbol(),
                instrument.getName(),
                instrument.getBaseAsset(),
                instrument.getQuoteAsset(),
                instrument.getAssetClass(),
                Words.market(instrument.getState()),
                Units.toDecimal(instrument.getTickSize()),
                Units.toDecimal(instrument.getLotSize()),
                Units.toDecimal(instrument.getMinQuantity()),
                Units.toDecimal(instrument.getMaxQuantity()),
                Units.toDecimal(instrument.getMaxMarketQuantity()),
                Units.toDecimal(instrument.getMinNotional()),
                Units.toDecimal(instrument.getMaxNotional()),
                Units.toDecimal(instrument.getMinPrice()),
                Units.toDecimal(instrument.getMaxPrice()),
                new PriceBand(
                        Units.toDecimal(instrument.getPriceBandUp()),
                        Units.toDecimal(instrument.getPriceBandDown()),
                        "last"),
                Units.toDecimal(instrument.getMarketCollar()),
                Units.toDecimal(instrument.getMakerFee()),
                Units.toDecimal(instrument.getTakerFee()),
                "quote",
                ORDER_TYPES,
                TIMES_IN_FORCE,
                true,
                List.copyOf(Words.SELF_TRADE_PREVENTIONS.keySet()),
                Words.selfTradePrevention(instrument.getDefaultSelfTradePrevention()),
                instrument.getMaxOpenOrders(),
                instrument.getMaxStopOrders(),
                instrument.getListedAt(),
                timestamp,
                Units.toDecimal(instrument.getListingPrice()));
    }
}
