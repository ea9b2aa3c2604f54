package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.Command.PlaceOrder;
import com.rescaleequity.order.trading.book.RestingOrder;
import com.rescaleequity.order.trading.funds.Hold;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open order with everything the core knows of it. It changes its own numbers and tells them as
 * an {@link OrderState}; who calls keeps books, funds and indexes in step.
 */
final class WorkingOrder extends RestingOrder {

    private final Account account;
    private final Market market;
    private final Side side;
    private final OrderType type;
    private final TimeInForce timeInForce;
    private final SelfTradePrevention selfTradePrevention;
    private final long quoteQuantity;
    private long quantity;
    private long limitPrice;
    private long triggerPrice;
    private long expireAt;
    private boolean postOnly;
    private ClientOrderId clientOrderId;
    private final Hold hold;
    private long reservedFeeRate;
    private OrderFills fills = OrderFills.NONE;
    private OrderStatus status;
    private OrderSubStatus subStatus;
    private StatusReason statusReason = StatusReason.NONE;
    private long createdAt;
    private long updatedAt;
    private long triggeredAt;
    private long updateSequence;

    @Nullable WorkingOrder olderInAccount;
    @Nullable WorkingOrder newerInAccount;

    WorkingOrder(
            long orderId, Account account, Market market, PlaceOrder terms, Reservation reserved) {
        super(orderId, account.id(), market.ticks(waitingPrice(terms)), reserved.lots());
        this.account = account;
        this.market = market;
        this.side = terms.side();
        this.type = terms.type();
        this.quoteQuantity = terms.quoteQuantity();
        takeOn(terms);
        this.timeInForce = OrderRules.timeInForce(terms);
        this.selfTradePrevention = OrderRules.selfTradePrevention(market.instrument(), terms);
        ClientOrderId wished = terms.clientOrderId();
        this.clientOrderId = wished.isNone() ? account.freeClientOrderId(orderId) : wished;
        this.hold = new Hold(account.funds(), reserved.asset());
        this.reservedFeeRate = account.takerRate(market);
        boolean pending = type == OrderType.STOP_LOSS;
        this.status = pending ? OrderStatus.PENDING : OrderStatus.ACTIVE;
        this.subStatus = pending ? OrderSubStatus.PENDING_TRIGGER : OrderSubStatus.NEW;
    }

    private WorkingOrder(
            StateReader state, Account account, Market market, PlaceOrder terms, long orderId) {
        super(orderId, account.id(), state.number(), state.number());
        this.account = account;
        this.market = market;
        this.side = terms.side();
        this.type = terms.type();
        this.quoteQuantity = terms.quoteQuantity();
        takeOn(terms);
        this.timeInForce = OrderRules.timeInForce(terms);
        this.selfTradePrevention = state.word(SelfTradePrevention.values());
        this.clientOrderId = ClientOrderId.of(state.text());
        this.hold = new Hold(account.funds(), state.count(), state.number());
        this.reservedFeeRate = state.number();
        this.status = state.word(OrderStatus.values());
        this.subStatus = state.word(OrderSubStatus.values());
        skip(state, 3);
        createdAt = state.number();
        updatedAt = state.number();
        triggeredAt = state.number();
        skip(state, 1);
        updateSequence = state.number();
        fills = OrderFills.read(state);
    }

    /** Passes over what the fills tell too. */
    private static void skip(StateReader state, int numbers) {
        for (int i = 0; i < numbers; i++) {
            state.number();
        }
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
        RecordState.writeTerms(state, terms());
        state.number(priceTicks());
        state.number(openLots());
        state.word(selfTradePrevention);
        state.text(clientOrderId.text());
        state.number(hold.asset());
        state.number(hold.amount());
        state.number(reservedFeeRate);
        state.word(status);
        state.word(subStatus);
        state.number(fills.quantity());
        state.number(fills.value());
        state.number(fills.fees());
        state.number(createdAt);
        state.number(updatedAt);
        state.number(triggeredAt);
        state.number(fills.lastTime());
        state.number(updateSequence);
        RecordState.writeFills(state, fills.list());
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

    /** What it was placed with, or amended to last, with the defaults that held then. */
    PlaceOrder terms() {
        return new PlaceOrder(
                accountId(),
                market.symbol(),
                side,
                type,
                quantity,
                quoteQuantity,
                limitPrice,
                triggerPrice,
                timeInForce,
                postOnly,
                selfTradePrevention,
                expireAt,
                clientOrderId,
                false,
                0);
    }

    Side side() {
        return side;
    }

    OrderType type() {
        return type;
    }

    /** What was asked for, or 0 if the order is by quote quantity. */
    long quantity() {
        return quantity;
    }

    long quoteQuantity() {
        return quoteQuantity;
    }

    long limitPrice() {
        return limitPrice;
    }

    long triggerPrice() {
        return triggerPrice;
    }

    /** When it ends by itself, epoch ms; 0 = never. */
    long expireAt() {
        return expireAt;
    }

    boolean postOnly() {
        return postOnly;
    }

    TimeInForce timeInForce() {
        return timeInForce;
    }

    SelfTradePrevention selfTradePrevention() {
        return selfTradePrevention;
    }

    ClientOrderId clientOrderId() {
        return clientOrderId;
    }

    Hold hold() {
        return hold;
    }

    List<Fill> fills() {
        return fills.list();
    }

    OrderStatus status() {
        return status;
    }

    /** Whether it trades at a limit once it trades, or at whatever the market offers. */
    boolean hasLimit() {
        return limitPrice != 0;
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
        return market.costWithFee(market.ticks(limitPrice), openLots(), reservedFeeRate);
    }

    long reservedFeeRate() {
        return reservedFeeRate;
    }

    long filledQuantity() {
        return fills.quantity();
    }

    /** Takes on new terms; whoever calls changes its lots, price and hold accordingly. */
    void amended(PlaceOrder newTerms, long feeRate, long now) {
        takeOn(newTerms);
        clientOrderId = newTerms.clientOrderId();
        reservedFeeRate = feeRate;
        changed(now);
    }

    private void takeOn(PlaceOrder terms) {
        quantity = terms.quantity();
        limitPrice = terms.limitPrice();
        triggerPrice = terms.triggerPrice();
        expireAt = terms.expireAt();
        postOnly = terms.postOnly();
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
        reprice(market.ticks(limitPrice));
    }

    /** Counts a fill whose lots have been taken off already. */
    void filled(Fill fill) {
        fills = fills.adding(fill);
        changed(fill.time());
        if (openLots() == 0) {
            status = OrderStatus.FILLED;
            subStatus = OrderSubStatus.FILLED;
        } else {
            subStatus = OrderSubStatus.PARTIALLY_FILLED;
        }
    }

    /** Ends the order unfilled. */
    void ended(OrderSubStatus how, StatusReason why, long now) {
        status = OrderStatus.CANCELLED;
        subStatus = how;
        statusReason = why;
        changed(now);
    }

    private void changed(long now) {
        updatedAt = now;
        updateSequence++;
    }

    OrderState state() {
        boolean byQuote = quoteQuantity != 0;
        long quantityOfQuoteOrder = status == OrderStatus.FILLED ? fills.quantity() : 0;
        return new OrderState(
                orderId(),
                clientOrderId,
                accountId(),
                market.symbol(),
                side,
                type,
                status,
                subStatus,
                statusReason,
                byQuote ? quantityOfQuoteOrder : quantity,
                limitPrice,
                triggerPrice,
                quoteQuantity,
                fills.quantity(),
                fills.value(),
                fills.fees(),
                timeInForce,
                postOnly,
                selfTradePrevention,
                expireAt,
                createdAt,
                updatedAt,
                triggeredAt,
                isOpen() ? 0 : updatedAt,
                fills.lastTime(),
                updateSequence);
    }
}
