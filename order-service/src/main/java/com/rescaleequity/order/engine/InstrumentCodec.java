package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.SelfTradePrevention;

/** Instruments between the wire and the core. */
final class InstrumentCodec {

    private InstrumentCodec() {}

    static Instrument fromWire(com.rescaleequity.protocol.trading.Instrument wire) {
        return new Instrument(
                wire.getSymbol(),
                wire.getName(),
                wire.getBaseAsset(),
                wire.getQuoteAsset(),
                wire.getAssetClass(),
                WireEnums.required(MarketState.values(), wire.getState()),
                wire.getTickSize(),
                wire.getLotSize(),
                wire.getMinQuantity(),
                wire.getMaxQuantity(),
                wire.getMaxMarketQuantity(),
                wire.getMinNotional(),
                wire.getMaxNotional(),
                wire.getMinPrice(),
                wire.getMaxPrice(),
                wire.getPriceBandUp(),
                wire.getPriceBandDown(),
                wire.getMarketCollar(),
                wire.getMakerFee(),
                wire.getTakerFee(),
                WireEnums.required(
                        SelfTradePrevention.values(), wire.getDefaultSelfTradePrevention()),
                wire.getMaxOpenOrders(),
                wire.getMaxStopOrders(),
                wire.getListingPrice(),
                wire.getListedAt());
    }

    static com.rescaleequity.protocol.trading.Instrument toWire(Instrument instrument) {
        return com.rescaleequity.protocol.trading.Instrument.newBuilder()
                .setSymbol(instrument.symbol())
                .setName(instrument.name())
                .setBaseAsset(instrument.baseAsset())
                .setQuoteAsset(instrument.quoteAsset())
                .setAssetClass(instrument.assetClass())
                .setStateValue(WireEnums.number(instrument.state()))
                .setTickSize(instrument.tickSize())
                .setLotSize(instrument.lotSize())
                .setMinQuantity(instrument.minQuantity())
                .setMaxQuantity(instrument.maxQuantity())
                .setMaxMarketQuantity(instrument.maxMarketQuantity())
                .setMinNotional(instrument.minNotional())
                .setMaxNotional(instrument.maxNotional())
                .setMinPrice(instrument.minPrice())
                .setMaxPrice(instrument.maxPrice())
                .setPriceBandUp(instrument.priceBandUp())
                .setPriceBandDown(instrument.priceBandDown())
                .setMarketCollar(instrument.marketCollar())
                .setMakerFee(instrument.makerFee())
                .setTakerFee(instrument.takerFee())
                .setDefaultSelfTradePreventionValue(
                        WireEnums.number(instrument.defaultSelfTradePrevention()))
                .setMaxOpenOrders(instrument.maxOpenOrders())
                .setMaxStopOrders(instrument.maxStopOrders())
                .setListingPrice(instrument.listingPrice())
                .setListedAt(instrument.listedAt())
                .build();
    }
}
