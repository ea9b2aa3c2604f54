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
public record LedgerMarket(
        String symbol,
        String baseAsset,
        String quoteAsset,
        long lastPrice,
        long lastTradeId,
        long makerFee,
        long takerFee) {

    static LedgerMarket listed(Instrument instrument) {
        return new LedgerMarket(
                instrument.getSymbol(),
                instrument.getBaseAsset(),
                instrument.getQuoteAsset(),
                instrument.getListingPrice(),
                0,
                instrument.getMakerFee(),
                instrument.getTakerFee());
    }

    /** New rules; what was traded stays. */
    LedgerMarket relisted(Instrument instrument) {
        LedgerMarket fresh = listed(instrument);
        return lastTradeId == 0 ? fresh : fresh.traded(lastTradeId, lastPrice);
    }

    LedgerMarket traded(long tradeId, long price) {
        return new LedgerMarket(symbol, baseAsset, quoteAsset, price, tradeId, makerFee, takerFee);
    }
}
