package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.FillTotals;
import com.rescaleequity.order.trading.message.NewestFills;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderSubStatus;
import com.rescaleequity.order.trading.message.OrderTerms;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.StatusReason;
import com.rescaleequity.order.trading.state.RecordState;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open order with everything the core knows of it. It changes its own numbers, and its account's
 * funds with what it keeps back, and tells them as an {@link OrderState}; who calls keeps books and
 * indexes in step.
 */
final class WorkingOrder extends AccountOrder {

    private static final ArrayDeque<Fill> NO_FILLS = new ArrayDeque<>(0);

    private final Account account;
    private final Market market;
    private final int heldAsset;
    private long heldAmount;
    private OrderTerms terms;
    private long reservedFeeRate;
    // The newest few, in the order of their trades.
    private ArrayDeque<Fill> fills = NO_FILLS;
    private FillTotals filled = FillTotals.NONE;
    private OrderStatus status;
    private OrderSubStatus subStatus;
    private StatusReason statusReason = StatusReason.NONE;
    private long createdAt;
    private long updatedAt;
    private long triggeredAt;
    private long updateSequence;
    private @Nullable LeaseHolder leaseHolder;
    private long connection;

    WorkingOrder(
            long orderId, Account account, Market market, OrderTerms terms, Reservation reserved) {
        super(orderId, account.id(), market.ticks(terms.waitingPrice()), reserved.lots());
        this.account = account;
        this.market = market;
        this.heldAsset = reserved.asset();
        this.terms =
                terms.clientOrderId().isNone()
                        ? terms.named(account.freeClientOrderId(orderId))
                        : terms;
        this.reservedFeeRate = account.takerRate(market);
        boolean pending = terms.type() == OrderType.STOP_LOSS;
        this.status = pending ? OrderStatus.PENDING : OrderStatus.ACTIVE;
        this.subStatus = pending ? OrderSubStatus.PENDING_TRIGGER : OrderSubStatus.NEW;
    }

    private WorkingOrder(
            StateReader state, Account account, Market market, OrderTerms terms, long orderId) {
        super(orderId, account.id(), state.number(), state.number());
        this.account = account;
        this.market = market;
        this.terms = terms;
        this.heldAsset = state.count();
        this.heldAmount = state.number();
        this.reservedFeeRate = state.number();
        this.status = state.word(OrderStatus.values());
        this.subStatus = state.word(OrderSubStatus.values());
        createdAt = state.number();
        updatedAt = state.number();
        triggeredAt = state.number();
        updateSequence = state.number();
        filled = RecordState.readTotals(state);
        RecordState.readFills(state).forEach(this::keep);
    }

    /** The order that was written, whose first fields tell where it belongs. */
    static WorkingOrder read(
            StateReader state, Account account, Market market, OrderTerms terms, long orderId) {
        return new WorkingOrder(state, account, market, terms, orderId);
    }

    void write(StateWriter state) {
        state.number(orderId());
        RecordState.writeTerms(state, terms);
        state.number(priceTicks());
        state.number(openLots());
        state.number(heldAsset);
        state.number(heldAmount);
        state.number(reservedFeeRate);
        state.word(status);
        state.word(subStatus);
        state.number(createdAt);
        state.number(updatedAt);
        state.number(triggeredAt);
        state.number(updateSequence);
        RecordState.writeTotals(state, filled);
        RecordState.writeFills(state, fills);
    }

    /** Makes the order end with a connection of a server. */
    void tie(LeaseHolder holder, long itsConnection) {
        leaseHolder = holder;
        connection = itsConnection;
    }

    /** The server with one of whose connections it ends; null when it ends with none. */
    @Nullable LeaseHolder leaseHolder() {
        return leaseHolder;
    }

    /** The number of that connection. */
    long connection() {
        return connection;
    }

    /** Whether it ends with this connection. */
    boolean isTiedTo(LeaseHolder holder, long itsConnection) {
        return leaseHolder == holder && connection == itsConnection;
    }

    /** The first of an account's open orders. */
    static @Nullable WorkingOrder oldestOf(Account account) {
        return (WorkingOrder) account.oldestOrder();
    }

    /** The account's next open order. */
    @Nullable WorkingOrder newerInAccount() {
        return (WorkingOrder) newer;
    }

    Account account() {
        return account;
    }

    Market market() {
        return market;
    }

    OrderTerms terms() {
        return terms;
    }

    Side side() {
        return terms.side();
    }

    /** When it ends by itself, epoch ms; 0 = never. */
    long expireAt() {
        return terms.expireAt();
    }

    @Override
    ClientOrderId clientOrderId() {
        return terms.clientOrderId();
    }

    boolean hasLimit() {
        return terms.hasLimit();
    }

    /** The number of the asset that the order keeps back. */
    int heldAsset() {
        return heldAsset;
    }

    /** How much the order keeps back; its account's funds contain it. */
    long heldAmount() {
        return heldAmount;
    }

    /** Makes what the order keeps back this much, from and to what is available. */
    void hold(long wanted) {
        if (wanted > heldAmount) {
            account.funds().hold(heldAsset, wanted - heldAmount);
            heldAmount = wanted;
        } else {
            release(heldAmount - wanted);
        }
    }

    /** Keeps back as much more as is available; answers what is missing. */
    long holdMore(long wanted) {
        long more = Math.min(wanted, account.funds().available(heldAsset));
        hold(heldAmount + more);
        return wanted - more;
    }

    /** Makes a part of what the order keeps back available again. */
    void release(long part) {
        if (part != 0) {
            account.funds().release(heldAsset, part);
            heldAmount -= part;
        }
    }

    /** Takes a part of what the order keeps back out of the account. */
    void capture(long part) {
        account.funds().capture(heldAsset, part);
        heldAmount -= part;
    }

    /** Its fills so far, as far as the core keeps them. */
    NewestFills fills() {
        long last = fills.isEmpty() ? 0 : fills.getLast().tradeId();
        return new NewestFills(List.copyOf(fills), last);
    }

    OrderStatus status() {
        return status;
    }

    boolean isOpen() {
        return status.isOpen();
    }

    /** Whether what does not trade at once waits in the book. */
    boolean rests() {
        return terms.hasLimit() && terms.timeInForce().rests();
    }

    /** What a buy with a limit holds for the lots that are still open. */
    long reserveForOpenLots() {
        return market.costWithFee(market.ticks(terms.limitPrice()), openLots(), reservedFeeRate);
    }

    long reservedFeeRate() {
        return reservedFeeRate;
    }

    long filledQuantity() {
        return filled.quantity();
    }

    /** Takes on new terms; whoever calls changes its lots, price and hold accordingly. */
    void amended(OrderTerms newTerms, long feeRate, long now) {
        terms = newTerms;
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
        filled = filled.plus(fill);
        keep(fill);
        changed(fill.time());
        if (openLots() == 0) {
            status = OrderStatus.FILLED;
            subStatus = OrderSubStatus.FILLED;
        } else {
            subStatus = OrderSubStatus.PARTIALLY_FILLED;
        }
    }

    /** The history has all fills; here nobody needs more than an answer shows. */
    private void keep(Fill fill) {
        if (fills.isEmpty()) {
            fills = new ArrayDeque<>(2); // all orders share the empty one
        } else if (fills.size() == NewestFills.MOST) {
            fills.removeFirst();
        }
        fills.addLast(fill);
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
        return new OrderState(
                orderId(),
                terms,
                status,
                subStatus,
                statusReason,
                filled,
                createdAt,
                updatedAt,
                triggeredAt,
                updateSequence);
    }
}
