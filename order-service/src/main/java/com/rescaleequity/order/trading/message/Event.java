package com.rescaleequity.order.trading.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One fact that a command brought about, in units; the core numbers all of them densely. */
public sealed interface Event {

    /** One change of one order, with the whole order after it. */
    record OrderChanged(
            OrderChange change, OrderState order, @Nullable Fill fill, long ordersSequence)
            implements Event {}

    /** A trade between two orders; the trade ids of a symbol are dense from 1. */
    record TradeExecuted(
            long tradeId,
            String symbol,
            long price,
            long quantity,
            long quoteQuantity,
            Side takerSide,
            long takerOrderId,
            long makerOrderId,
            long takerAccountId,
            long makerAccountId,
            long takerFee,
            long makerFee)
            implements Event {}

    /** A price level's new total; 0 removes the level. */
    record BookChanged(String symbol, Side side, long price, long quantity, long sequence)
            implements Event {}

    /**
     * The balances of one account that one cause changed, absolute.
     *
     * @param causeId the order's or the trade's id, or 0 for a move of funds
     * @param fundsReference the reference of a move of funds, else empty
     */
    record BalancesChanged(
            long accountId,
            BalanceReason reason,
            long causeId,
            String fundsReference,
            List<Balance> balances,
            long balancesSequence)
            implements Event {

        /** What the cause is called by. */
        public String referenceId() {
            return causeId == 0 ? fundsReference : Long.toString(causeId);
        }
    }

    /** Money came from or went to the outside; price is the asset's in USD, 0 if it has none. */
    record FundsMoved(
            long accountId,
            String asset,
            long amount,
            FundsMoveKind kind,
            String referenceId,
            String source,
            long sourceNumber,
            long price)
            implements Event {}

    /** An instrument was listed or its rules were replaced. */
    record InstrumentSet(Instrument instrument) implements Event {}
}
