package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.book.BookSide;
import com.rescaleequity.order.trading.book.OrderBook;
import com.rescaleequity.order.trading.funds.UnitMath;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.OrderTerms;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.rules.Grid;
import com.rescaleequity.order.trading.state.RecordState;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;

/**
 * One listed instrument with its book, its waiting stops and its counters. It alone converts
 * between units, which the outside speaks, and the ticks and lots of the book.
 */
final class Market {

    private final int index;
    private final int baseAsset;
    private final int quoteAsset;
    private final OrderBook book = new OrderBook();
    private final StopBook stops = new StopBook();
    private Instrument instrument;
    private Grid prices;
    private Grid quantities;
    private Grid quantitiesAtAnyPrice;
    private long unitsPerTickLot;
    private long lastPrice;
    private long lastTradeId;
    private long bookSequence;
    private int openOrders;

    Market(int index, int baseAsset, int quoteAsset, Instrument instrument) {
        this.index = index;
        this.baseAsset = baseAsset;
        this.quoteAsset = quoteAsset;
        this.instrument = instrument;
        this.prices = Grid.ofPrices(instrument);
        this.quantities = Grid.ofQuantities(instrument, false);
        this.quantitiesAtAnyPrice = Grid.ofQuantities(instrument, true);
        this.unitsPerTickLot = unitsPerTickLot(instrument);
        this.lastPrice = instrument.listingPrice();
    }

    void replaceRules(Instrument rules) {
        instrument = rules;
        prices = Grid.ofPrices(rules);
        quantities = Grid.ofQuantities(rules, false);
        quantitiesAtAnyPrice = Grid.ofQuantities(rules, true);
        unitsPerTickLot = unitsPerTickLot(rules);
        if (lastTradeId == 0) {
            lastPrice = rules.listingPrice();
        }
    }

    int index() {
        return index;
    }

    int baseAsset() {
        return baseAsset;
    }

    int quoteAsset() {
        return quoteAsset;
    }

    /** The name of one of the market's two assets. */
    String assetName(int asset) {
        return asset == baseAsset ? instrument.baseAsset() : instrument.quoteAsset();
    }

    OrderBook book() {
        return book;
    }

    StopBook stops() {
        return stops;
    }

    Instrument instrument() {
        return instrument;
    }

    /** The prices that an order may name. */
    Grid prices() {
        return prices;
    }

    /** The quantities that an order of these terms may have. */
    Grid quantities(OrderTerms terms) {
        return terms.hasLimit() ? quantities : quantitiesAtAnyPrice;
    }

    String symbol() {
        return instrument.symbol();
    }

    /** The last trade's price, or the listing price until there is one; in units. */
    long lastPrice() {
        return lastPrice;
    }

    /** The last price on the grid of today, which may be coarser than that of its trade. */
    long lastPriceTicks() {
        return lastPrice / instrument.tickSize();
    }

    long recordTrade(long priceTicks) {
        lastPrice = price(priceTicks);
        return ++lastTradeId;
    }

    long nextBookSequence() {
        return ++bookSequence;
    }

    int openOrders() {
        return openOrders;
    }

    void changeOpenOrders(int change) {
        openOrders += change;
    }

    BookSide side(Side side) {
        return side == Side.BUY ? book.bids() : book.asks();
    }

    long ticks(long price) {
        return price / instrument.tickSize();
    }

    long price(long ticks) {
        return ticks * instrument.tickSize();
    }

    long lots(long quantity) {
        return quantity / instrument.lotSize();
    }

    /** In units; a total that no long can hold shows as the largest. */
    long quantity(long lots) {
        return UnitMath.productOrMax(lots, instrument.lotSize(), 1);
    }

    /** What lots cost at a price, in quote units, or Long.MAX_VALUE if that is more. */
    long value(long priceTicks, long lots) {
        return UnitMath.productOrMax(priceTicks, lots, unitsPerTickLot);
    }

    /** What lots cost at a price with a fee on top, or Long.MAX_VALUE if that is too much. */
    long costWithFee(long priceTicks, long lots, long feeRate) {
        long value = value(priceTicks, lots);
        return value > UnitMath.MAX_AMOUNT
                ? Long.MAX_VALUE
                : UnitMath.sumOrMax(value, UnitMath.fractionUp(value, feeRate));
    }

    /** The best price of a side in units, 0 if the side is empty. */
    long bestPrice(Side side) {
        return price(side(side).bestTicks());
    }

    /** The last price at which a market order arriving now may trade; 0 if nobody is there. */
    long collarTicks(Side side) {
        long best = bestPrice(side.opposite());
        long tick = instrument.tickSize();
        long reach = UnitMath.fractionDown(best, instrument.marketCollar());
        return side == Side.BUY ? (best + reach) / tick : Math.ceilDiv(best - reach, tick);
    }

    void write(StateWriter state) {
        RecordState.writeInstrument(state, instrument);
        state.number(lastPrice);
        state.number(lastTradeId);
        state.number(bookSequence);
    }

    /** Takes over what was written behind the instrument. */
    void read(StateReader state) {
        lastPrice = state.number();
        lastTradeId = state.number();
        bookSequence = state.number();
    }

    /** What one tick of one lot is worth, in quote units; the instrument's rules make it whole. */
    private static long unitsPerTickLot(Instrument instrument) {
        return Math.multiplyExact(instrument.tickSize(), instrument.lotSize()) / UnitMath.ONE;
    }
}
