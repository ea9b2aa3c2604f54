package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.funds.UnitMath;
import com.rescaleequity.order.trading.message.Side;

/**
 * Moves the money of trades: the seller's hold gives the base asset, the buyer's hold the quote
 * asset, and both pay their fee in the quote asset to the fee account.
 */
final class Settlement {

    private final Account feeAccount;
    private long takerFee;
    private long makerFee;

    Settlement(Account feeAccount) {
        this.feeAccount = feeAccount;
    }

    Account feeAccount() {
        return feeAccount;
    }

    /** The taker's fee of the last trade. */
    long takerFee() {
        return takerFee;
    }

    /** The maker's fee of the last trade. */
    long makerFee() {
        return makerFee;
    }

    /** Settles a trade whose lots have been taken off both orders. */
    void settle(WorkingOrder taker, WorkingOrder maker, long quantity, long value) {
        Market market = taker.market();
        takerFee = UnitMath.fractionUp(value, taker.account().takerRate(market));
        makerFee = UnitMath.fractionUp(value, maker.account().makerRate(market));
        if (taker.side() == Side.BUY) {
            takerFee = buy(taker, quantity, value, takerFee);
            sell(maker, quantity, value - makerFee);
        } else {
            makerFee = buy(maker, quantity, value, makerFee);
            sell(taker, quantity, value - takerFee);
        }
        feeAccount.funds().credit(market.quoteAsset(), takerFee + makerFee);
    }

    private static void sell(WorkingOrder order, long quantity, long proceeds) {
        order.capture(quantity);
        order.account().funds().credit(order.market().quoteAsset(), proceeds);
    }

    /**
     * Pays for a fill and leaves in the hold what the open rest needs; answers the fee paid. Each
     * fill's fee is rounded up, so many fills may owe a few units more than was reserved for all of
     * them: those come from the available balance, and what is not there is not charged.
     */
    private static long buy(WorkingOrder order, long quantity, long value, long fee) {
        long rest = order.hasLimit() ? order.reserveForOpenLots() : 0;
        long missing = value + fee + rest - order.heldAmount();
        long paidFee = missing > 0 ? fee - order.holdMore(missing) : fee;
        order.capture(value + paidFee);
        if (order.hasLimit()) {
            order.release(order.heldAmount() - rest);
        }
        order.account().funds().credit(order.market().baseAsset(), quantity);
        return paidFee;
    }
}
