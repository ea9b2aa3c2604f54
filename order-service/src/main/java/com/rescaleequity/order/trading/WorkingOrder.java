package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.Command.PlaceOrder;
import com.rescaleequity.order.trading.book.RestingOrder;
import com.rescaleequity.order.trading.funds.Hold;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
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
    private PlaceOrder terms;
    private final TimeInForce timeInForce;
    private final SelfTradePrevention selfTradePrevention;
    private final String idText;
    private String clientOrderId;
    private final Hold hold;
    private long reservedFeeRate;
    private List<Fill> fills = List.of();
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
        this.idText = Long.toString(orderId);
        this.clientOrderId = account.clientOrderIds().take(terms.clientOrderId(), idText, orderId);
        this.hold = new Hold(account.funds(), reserved.asset());
        this.reservedFeeRate = account.takerRate(market);
        boolean pending = terms.type() == OrderType.STOP_LOSS;
        this.status = pending ? OrderStatus.PENDING : OrderStatus.ACTIVE;
        this.subStatus = pending ? OrderSubStatus.PENDING_TRIGGER : OrderSubStatus.NEW;
    }

    private WorkingOrder(
            StateReader state, Account account, Market market, PlaceOrder terms, long orderId) {
        super(orderId, account.id(), state.number(), state.number());
        this.account = account;
        this.market = market;
        this.terms = terms;
        this.timeInForce = OrderRules.timeInForce(terms);
        this.selfTradePrevention = state.word(SelfTradePrevention.values());
        this.idText = Long.toString(orderId);
        this.clientOrderId = state.text();
        this.hold = new Hold(account.funds(), state.count(), state.number());
        this.reservedFeeRate = state.number();
        this.status = state.word(OrderStatus.values());
        this.subStatus = state.word(OrderSubStatus.values());
        filledQuantity = state.number();
        filledValue = state.number();
        fees = state.number();
        createdAt = state.number();
        updatedAt = state.number();
        triggeredAt = state.number();
        lastTradeAt = state.number();
        updateSequence = state.number();
        fills = RecordState.readFills(state);
    }

    static WorkingOrder read(StateReader state, Accounts accounts, Markets markets) {
        long orderId = state.number();
        PlaceOrder terms = RecordState.readTerms(state);
        Market market = markets.listed(terms.symbol());
        return new WorkingOrder(
                state, accounts.findOrCreate(terms.accountId()), market, terms, orderId);
    }

    void write(StateWriter state) {
        state.number(orderId());
        RecordState.writeTerms(state, terms);
        state.number(priceTicks());
        state.number(openLots());
        state.word(selfTradePrevention);
        state.text(clientOrderId);
        state.number(hold.asset());
        state.number(hold.amount());
        state.number(reservedFeeRate);
        state.word(status);
        state.word(subStatus);
        state.number(filledQuantity);
        state.number(filledValue);
        state.number(fees);
        state.number(createdAt);
        state.number(updatedAt);
        state.number(triggeredAt);
        state.number(lastTradeAt);
        state.number(updateSequence);
        RecordState.writeFills(state, fills);
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

    /** The digits of its id. */
    String idText() {
        return idText;
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
        return hasLimit() && timeInForce.rests();
    }

    /** What a buy with a limit holds for the lots that are still open. */
    long reserveForOpenLots() {
        return market.costWithFee(market.ticks(terms.limitPrice()), openLots(), reservedFeeRate);
    }

    long reservedFeeRate() {
        return reservedFeeRate;
    }

    long filledQuantity() {
        return filledQuantity;
    }

    /** Takes on new terms; whoever calls changes its lots, price and hold accordingly. */
    void amended(PlaceOrder newTerms, String label, long feeRate, long now) {
        terms = newTerms;
        clientOrderId = label;
        reservedFeeRate = feeRate;
        changed(now);
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
        if (fills.isEmpty()) {
            fills = new ArrayList<>(2);
        }
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
