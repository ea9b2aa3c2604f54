package com.rescaleequity.order.trading.reference;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Command.PlaceOrder;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.FillTotals;
import com.rescaleequity.order.trading.message.Lease;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderSubStatus;
import com.rescaleequity.order.trading.message.OrderTerms;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.StatusReason;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order of the {@link ReferenceExchange}: all that is known of it, open to everybody there. */
final class ReferenceOrder {

    final ReferenceAccount account;
    final ReferenceMarket market;
    final Side side;
    final OrderType type;
    final TimeInForce timeInForce;
    final SelfTradePrevention prevention;
    final @Nullable BigDecimal quoteQuantity;
    final List<Fill> fills = new ArrayList<>();
    long id;
    String label;
    boolean postOnly;
    long expireAt;
    BigDecimal quantity;
    @Nullable BigDecimal limit;
    @Nullable BigDecimal trigger;

    /** What it may still trade; more than the market has if a quote quantity cannot be reached. */
    BigDecimal open;

    BigDecimal held = BigDecimal.ZERO;

    /** The taker's rate at which a buy with a limit or a trigger reserves. */
    BigDecimal reservedRate;

    BigDecimal filled = BigDecimal.ZERO;
    BigDecimal filledValue = BigDecimal.ZERO;
    BigDecimal fees = BigDecimal.ZERO;
    OrderStatus status;
    OrderSubStatus subStatus;
    StatusReason statusReason = StatusReason.NONE;
    long createdAt;
    long updatedAt;
    long triggeredAt;
    long closedAt;
    long lastTradeAt;
    long updateSequence;

    /** Its place in the time priority of the book, 0 while it is not in the book. */
    long arrival;

    /** The connection with which it ends, null when it ends with none. */
    @Nullable Lease lease;

    /** The state that was told last. */
    @Nullable OrderState told;

    ReferenceOrder(ReferenceAccount account, ReferenceMarket market, PlaceOrder terms) {
        this.account = account;
        this.market = market;
        this.side = terms.side();
        this.type = terms.type();
        this.label = terms.clientOrderId().text();
        this.postOnly = terms.postOnly();
        this.expireAt = terms.expireAt();
        this.quantity = Decimals.of(terms.quantity());
        this.open = quantity;
        this.quoteQuantity = Decimals.orNull(terms.quoteQuantity());
        this.limit = Decimals.orNull(terms.limitPrice());
        this.trigger = Decimals.orNull(terms.triggerPrice());
        this.reservedRate = account.takerRate(market);
        TimeInForce standard =
                type == OrderType.LIMIT || limit != null ? TimeInForce.GTC : TimeInForce.IOC;
        this.timeInForce = terms.timeInForce() == null ? standard : terms.timeInForce();
        this.prevention =
                terms.selfTradePrevention() == null
                        ? market.instrument.defaultSelfTradePrevention()
                        : terms.selfTradePrevention();
        boolean stop = type == OrderType.STOP_LOSS;
        this.status = stop ? OrderStatus.PENDING : OrderStatus.ACTIVE;
        this.subStatus = stop ? OrderSubStatus.PENDING_TRIGGER : OrderSubStatus.NEW;
    }

    boolean buys() {
        return side == Side.BUY;
    }

    boolean isStop() {
        return type == OrderType.STOP_LOSS;
    }

    boolean isPending() {
        return status == OrderStatus.PENDING;
    }

    boolean isOpen() {
        return isPending() || status == OrderStatus.ACTIVE;
    }

    boolean isInBook() {
        return arrival > 0;
    }

    /** Whether its time in force lets it wait in the book. */
    boolean mayRest() {
        return timeInForce == TimeInForce.GTC || timeInForce == TimeInForce.GTD;
    }

    String asset() {
        return buys() ? market.quote() : market.base();
    }

    void changed(long now) {
        updatedAt = now;
        updateSequence++;
    }

    OrderState state() {
        OrderState state =
                new OrderState(
                        id,
                        terms(),
                        status,
                        subStatus,
                        statusReason,
                        new FillTotals(
                                Decimals.units(filled),
                                Decimals.units(filledValue),
                                Decimals.units(fees),
                                lastTradeAt),
                        createdAt,
                        updatedAt,
                        triggeredAt,
                        updateSequence);
        boolean unknown = quoteQuantity != null && status != OrderStatus.FILLED;
        BigDecimal whole = quoteQuantity == null ? quantity : filled;
        if (state.quantity() != (unknown ? 0 : Decimals.units(whole))) {
            throw new AssertionError("another quantity in " + state);
        }
        if (state.closedAt() != closedAt) {
            throw new AssertionError("not closed at " + closedAt + ": " + state);
        }
        return state;
    }

    private OrderTerms terms() {
        return new OrderTerms(
                account.id,
                market.symbol(),
                side,
                type,
                Decimals.units(quantity),
                Decimals.units(quoteQuantity),
                Decimals.units(limit),
                Decimals.units(trigger),
                timeInForce,
                postOnly,
                prevention,
                expireAt,
                ClientOrderId.of(label));
    }
}
