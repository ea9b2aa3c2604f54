package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.book.BookSide;
import com.rescaleequity.order.trading.funds.UnitMath;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.OrderTerms;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails.BestPrices;
import com.rescaleequity.order.trading.message.RejectDetails.LastPrice;
import com.rescaleequity.order.trading.message.RejectDetails.Range;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.Side;
import org.jspecify.annotations.Nullable;

/** The rules for an order's prices: the grid, the band, the book and the last price. */
final class PriceRules {

    private PriceRules() {}

    /** The inclusive bounds of limit prices around the last price. */
    static Range priceBand(Market market) {
        long last = market.lastPrice();
        Instrument instrument = market.instrument();
        return new Range(
                last - UnitMath.fractionDown(last, instrument.priceBandDown()),
                last + UnitMath.fractionDown(last, instrument.priceBandUp()));
    }

    /** Checks the prices that an order names: grid and range, and of a limit order the band. */
    static @Nullable Rejected checkGrid(Market market, OrderTerms terms) {
        if (terms.type() == OrderType.MARKET) {
            return null;
        }
        if (terms.type() == OrderType.LIMIT) {
            Rejected refusal = checkPrice(market, terms.limitPrice());
            return refusal == null ? checkBand(market, terms.limitPrice()) : refusal;
        }
        Rejected refusal = checkPrice(market, terms.triggerPrice());
        if (refusal == null && terms.limitPrice() != 0) {
            refusal = checkPrice(market, terms.limitPrice());
        }
        return refusal;
    }

    static @Nullable Rejected checkPrice(Market market, long price) {
        return price == 0
                ? Rejected.because(RejectReason.PRICE_REQUIRED)
                : market.prices().check(price);
    }

    static @Nullable Rejected checkBand(Market market, long price) {
        return Rejected.outside(priceBand(market), price, RejectReason.PRICE_OUT_OF_BAND);
    }

    /** Checks what the book and the last price have against an order. */
    static @Nullable Rejected checkMarketPrices(Market market, OrderTerms terms) {
        if (terms.postOnly()) {
            BookSide opposite = market.side(terms.side().opposite());
            if (opposite.reaches(market.ticks(terms.limitPrice()))) {
                return new Rejected(
                        RejectReason.POST_ONLY_WOULD_CROSS,
                        new BestPrices(market.bestPrice(Side.BUY), market.bestPrice(Side.SELL)));
            }
        }
        if (terms.type() == OrderType.STOP_LOSS) {
            long last = market.lastPrice();
            boolean triggers =
                    terms.side() == Side.SELL
                            ? last <= terms.triggerPrice()
                            : last >= terms.triggerPrice();
            return triggers
                    ? new Rejected(RejectReason.STOP_WOULD_TRIGGER_IMMEDIATELY, new LastPrice(last))
                    : null;
        }
        return null;
    }
}
