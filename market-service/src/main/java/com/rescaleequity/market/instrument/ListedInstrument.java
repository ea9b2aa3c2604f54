package com.rescaleequity.market.instrument;

import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.MarketState;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * An instrument as the operator wants it, prices and quantities in units. What is in force is what
 * the trading core answers; the way there is the outbox.
 */
@Entity
@Table(name = "instrument")
public class ListedInstrument extends PanacheEntityBase {

    @Id public String symbol = "";
    public String name = "";
    public String baseAsset = "";
    public String quoteAsset = "";
    public String assetClass = "";

    @Enumerated(EnumType.STRING)
    public MarketState state = MarketState.TRADING;

    public long tickSize;
    public long lotSize;
    public long minQuantity;
    public long maxQuantity;
    public long maxMarketQuantity;
    public long minNotional;
    public long maxNotional;
    public long minPrice;
    public long maxPrice;
    public long priceBandUp;
    public long priceBandDown;
    public long marketCollar;
    public long makerFee;
    public long takerFee;

    @Enumerated(EnumType.STRING)
    public SelfTradePrevention selfTradePrevention = SelfTradePrevention.CANCEL_NEWEST;

    public int maxOpenOrders;
    public int maxStopOrders;
    public long listingPrice;
    public long listedAt;

    /** Takes over the rules; symbol, state and time of listing stay. */
    void take(Instrument rules) {
        name = rules.getName();
        baseAsset = rules.getBaseAsset();
        quoteAsset = rules.getQuoteAsset();
        assetClass = rules.getAssetClass();
        tickSize = rules.getTickSize();
        lotSize = rules.getLotSize();
        minQuantity = rules.getMinQuantity();
        maxQuantity = rules.getMaxQuantity();
        maxMarketQuantity = rules.getMaxMarketQuantity();
        minNotional = rules.getMinNotional();
        maxNotional = rules.getMaxNotional();
        minPrice = rules.getMinPrice();
        maxPrice = rules.getMaxPrice();
        priceBandUp = rules.getPriceBandUp();
        priceBandDown = rules.getPriceBandDown();
        marketCollar = rules.getMarketCollar();
        makerFee = rules.getMakerFee();
        takerFee = rules.getTakerFee();
        selfTradePrevention = rules.getDefaultSelfTradePrevention();
        maxOpenOrders = rules.getMaxOpenOrders();
        maxStopOrders = rules.getMaxStopOrders();
        listingPrice = rules.getListingPrice();
    }

    /** The message that tells the core. */
    Instrument toMessage() {
        return Instrument.newBuilder()
                .setSymbol(symbol)
                .setName(name)
                .setBaseAsset(baseAsset)
                .setQuoteAsset(quoteAsset)
                .setAssetClass(assetClass)
                .setState(state)
                .setTickSize(tickSize)
                .setLotSize(lotSize)
                .setMinQuantity(minQuantity)
                .setMaxQuantity(maxQuantity)
                .setMaxMarketQuantity(maxMarketQuantity)
                .setMinNotional(minNotional)
                .setMaxNotional(maxNotional)
                .setMinPrice(minPrice)
                .setMaxPrice(maxPrice)
                .setPriceBandUp(priceBandUp)
                .setPriceBandDown(priceBandDown)
                .setMarketCollar(marketCollar)
                .setMakerFee(makerFee)
                .setTakerFee(takerFee)
                .setDefaultSelfTradePrevention(selfTradePrevention)
                .setMaxOpenOrders(maxOpenOrders)
                .setMaxStopOrders(maxStopOrders)
                .setListingPrice(listingPrice)
                .setListedAt(listedAt)
                .build();
    }
}
