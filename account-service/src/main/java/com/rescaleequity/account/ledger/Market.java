package com.rescaleequity.account.ledger;

import com.rescaleequity.protocol.trading.Instrument;

/**
 * What the ledger knows of an instrument.
 *
 * @param lastPrice of the last trade, or the listing price; units
 * @param lastTradeId 0 = never traded
 * @param makerFee units of a fraction
 * @param takerFee units of a fraction
 */
public record Market(
        String symbol,
        String baseAsset,
        String quoteAsset,
        long lastPrice,
        long lastTradeId,
        long makerFee,
        long takerFee) {

    static Market listed(Instrument instrument) {
        return new Market(
                instrument.getSymbol(),
                instrument.getBaseAsset(),
                instrument.getQuoteAsset(),
                instrument.getListingPrice(),
                0,
                instrument.getMakerFee(),
                instrument.getTakerFee());
    }

    /** New rules; what was traded stays. */
    Market relisted(Instrument instrument) {
        Market fresh = listed(instrument);
        return lastTradeId == 0 ? fresh : fresh.traded(lastTradeId, lastPrice);
    }

    Market traded(long tradeId, long price) {
        return new Market(symbol, baseAsset, quoteAsset, price, tradeId, makerFee, takerFee);
    }
}
