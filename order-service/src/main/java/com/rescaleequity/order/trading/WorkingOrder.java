package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.Command.PlaceOrder;
import com.rescaleequity.order.trading.book.RestingOrder;
import com.rescaleequity.order.trading.funds.Hold;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open order with everything the core knows of it. It changes its own numbers and tells them as
 * an {@link OrderState}; who calls keeps books, funds and indexes in step.
 */
final class WorkingOrder extends RestingOrder {

    private final Account account;
    private final Market market;
    private final PlaceOrder terms;
    private final TimeInForce timeInForce;
    private final SelfTradePrevention selfTradePrevention;
    private final String clientOrderId;
    private final Hold hold;
    private final long reservedFeeRate;
    private final List<Fill> fills = new ArrayList<>(2);
    private OrderStatus status;
    private OrderSubStatus subStatus;
    private StatusReason statusReason = StatusReason.NONE;
    private long filledQuantity;
    private long filledValue;
    private long fees;
    private long createdAt;
    private long updatedAt;
    private long triggeredAt;
    private long closedAt;
    private long lastTradeAt;
    private long updateSequence;

    @Nullable WorkingOrder olderInAccount;
    @Nullable WorkingOrder newerInAccount;

    WorkingOrder(
            long orderId, Account account, Market market, PlaceOrder terms, Reservation reserved) {
        super(orderId, account.id(), market.ticks(waitingPrice(terms)), reserved.lots());
        this.account = account;
        this.market = market;
        this.terms = terms;
        this.timeInForce = OrderRules.timeInForce(terms);
        this.selfTradePrevention = OrderRules.selfTradePrevention(market.instrument(), terms);
        this.clientOrderId =
                account.clientOrderIds().wishedOrAssigned(terms.clientOrderId(), orderId);
        this.hold = new Hold(account.funds(), reserved.asset());
        this.reservedFeeRate = market.fees().takerRate();
        boolean pending = terms.type() == OrderType.STOP_LOSS;
        this.status = pending ? OrderStatus.PENDING : OrderStatus.ACTIVE;
        this.subStatus = pending ? OrderSubStatus.PENDING_TRIGGER : OrderSubStatus.NEW;
    }

    private static long waitingPrice(PlaceOrder terms) {
        return terms.type() == OrderType.STOP_LOSS ? terms.triggerPrice() : terms.limitPrice();
    }

    Account account() {
        return account;
    }

    Market market() {
        return market;
    }

    PlaceOrder terms() {
        return terms;
    }

    Side side() {
        return terms.side();
    }

    TimeInForce timeInForce() {
        return timeInForce;
    }

    SelfTradePrevention selfTradePrevention() {
        return selfTradePrevention;
    }

    String clientOrderId() {
        return clientOrderId;
    }

    Hold hold() {
        return hold;
    }

    List<Fill> fills() {
        return fills;
    }

    OrderStatus status() {
        return status;
    }

    /** Whether it trades at a limit once it trades, or at whatever the market offers. */
    boolean hasLimit() {
        return terms.limitPrice() != 0;
    }

    boolean isOpen() {
        return status == OrderStatus.PENDING || status == OrderStatus.ACTIVE;
    }

    /** Whether what does not trade at once waits in the book. */
    boolean rests() {
        return hasLimit() && timeInForce == TimeInForce.GTC;
    }

    /** What a buy with a limit holds for the lots that are still open. */
    long reserveForOpenLots() {
        return market.costWithFee(market.ticks(terms.limitPrice()), openLots(), reservedFeeRate);
    }

    void opened(long now) {
        createdAt = now;
        updatedAt = now;
        updateSequence = 1;
    }

    void triggered(long now) {
        status = OrderStatus.ACTIVE;
        subStatus = OrderSubStatus.NEW;
        triggeredAt = now;
        changed(now);
        reprice(market.ticks(terms.limitPrice()));
    }

    /** Counts a fill whose lots have been taken off already. */
    void filled(Fill fill) {
        fills.add(fill);
        filledQuantity += fill.quantity();
        filledValue += fill.quoteQuantity();
        fees += fill.fee();
        lastTradeAt = fill.time();
        changed(fill.time());
        if (openLots() == 0) {
            status = OrderStatus.FILLED;
            subStatus = OrderSubStatus.FILLED;
            closedAt = fill.time();
        } else {
            subStatus = OrderSubStatus.PARTIALLY_FILLED;
        }
    }

    /** Ends the order unfilled. */
    void ended(OrderSubStatus how, StatusReason why, long now) {
        status = OrderStatus.CANCELLED;
        subStatus = how;
        statusReason = why;
        closedAt = now;
        changed(now);
    }

    private void changed(long now) {
        updatedAt = now;
        updateSequence++;
    }

    OrderState state() {
        boolean byQuote = terms.quoteQuantity() != 0;
        long quantityOfQuoteOrder = status == OrderStatus.FILLED ? filledQuantity : 0;
        return new OrderState(
                orderId(),
                clientOrderId,
                accountId(),
                market.symbol(),
                terms.side(),
                terms.type(),
                status,
                subStatus,
                statusReason,
                byQuote ? quantityOfQuoteOrder : terms.quantity(),
                terms.limitPrice(),
                terms.triggerPrice(),
                terms.quoteQuantity(),
                filledQuantity,
                filledValue,
                fees,
                timeInForce,
                terms.postOnly(),
                selfTradePrevention,
                terms.expireAt(),
                createdAt,
                updatedAt,
                triggeredAt,
                closedAt,
                lastTradeAt,
                updateSequence);
    }
}
