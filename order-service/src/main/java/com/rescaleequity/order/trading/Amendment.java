package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Command.AmendOrder;
import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderTerms;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Amended;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails.ExistingOrder;
import com.rescaleequity.order.trading.message.RejectDetails.Shortfall;
import com.rescaleequity.order.trading.message.RejectReason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes open orders in place. Less quantity at the same price keeps the place in the queue; every
 * other change of price or quantity makes the order come anew, as the last of its price. On any
 * refusal the order stands untouched.
 */
final class Amendment {

    private final Accounts accounts;
    private final OrderFinder finder;
    private final OpenOrders openOrders;
    private final OrderExecution execution;
    private final EventLog events;

    Amendment(
            Accounts accounts,
            OrderFinder finder,
            OpenOrders openOrders,
            OrderExecution execution,
            EventLog events) {
        this.accounts = accounts;
        this.finder = finder;
        this.openOrders = openOrders;
        this.execution = execution;
        this.events = events;
    }

    Outcome amend(AmendOrder command) {
        Rejected suspended = AccountRules.check(accounts.find(command.accountId()), true);
        return suspended == null ? amendOpen(command) : suspended;
    }

    private Outcome amendOpen(AmendOrder command) {
        OrderFinder.Found found =
                finder.find(command.accountId(), command.orderId(), command.clientOrderId());
        WorkingOrder order = found.order();
        if (order == null) {
            return Objects.requireNonNull(found.refusal());
        }
        OrderTerms amended = AmendedTerms.of(order.terms(), command);
        boolean keeps = keepsPlace(order, amended);
        Rejected refusal = checkLabel(order, amended);
        if (refusal == null) {
            refusal = AccountRules.check(order.account(), keeps);
        }
        if (refusal == null) {
            refusal = OrderRules.checkState(order.market().instrument(), amended);
        }
        if (refusal == null) {
            refusal = AmendedTerms.check(order, command, amended);
        }
        if (refusal == null) {
            refusal = OrderRules.checkAmended(order, amended, events.now());
        }
        if (refusal == null) {
            refusal = checkMarketPrices(order, amended);
        }
        return refusal == null ? reserve(order, amended, keeps) : refusal;
    }

    /** Whether the order stays where it is in its queue. */
    private static boolean keepsPlace(WorkingOrder order, OrderTerms amended) {
        OrderTerms now = order.terms();
        return queuePrice(order, now) == queuePrice(order, amended)
                && amended.quantity() <= now.quantity();
    }

    private @Nullable Rejected checkLabel(WorkingOrder order, OrderTerms amended) {
        ClientOrderId label = amended.clientOrderId();
        if (label.equals(order.clientOrderId())) {
            return null;
        }
        long existing = order.account().orderId(label);
        return existing == 0
                ? null
                : new Rejected(RejectReason.DUPLICATE_CLIENT_ORDER_ID, new ExistingOrder(existing));
    }

    private static @Nullable Rejected checkMarketPrices(WorkingOrder order, OrderTerms amended) {
        boolean samePrice =
                order.terms().limitPrice() == amended.limitPrice()
                        && order.terms().triggerPrice() == amended.triggerPrice();
        boolean triggered =
                amended.type() == OrderType.STOP_LOSS && order.status() == OrderStatus.ACTIVE;
        return samePrice || triggered
                ? null
                : PriceRules.checkMarketPrices(order.market(), amended);
    }

    private Outcome reserve(WorkingOrder order, OrderTerms amended, boolean keeps) {
        Market market = order.market();
        long feeRate = keeps ? order.reservedFeeRate() : order.account().takerRate(order.market());
        long lots = market.lots(amended.quantity() - order.filledQuantity());
        Reservation reservation = Reservation.ofLots(market, amended, lots, feeRate);
        long available =
                order.account().funds().available(reservation.asset()) + order.heldAmount();
        if (reservation.amount() > available) {
            return new Rejected(
                    RejectReason.INSUFFICIENT_BALANCE,
                    new Shortfall(
                            market.assetName(reservation.asset()),
                            reservation.amount(),
                            available));
        }
        long now = events.now();
        openOrders.amend(order, () -> order.amended(amended, feeRate, now));
        change(order, amended, reservation, keeps);
        return new Amended(events.told(order), order.fills(), keeps);
    }

    private void change(
            WorkingOrder order, OrderTerms amended, Reservation reservation, boolean keeps) {
        Market market = order.market();
        long oldTicks = order.priceTicks();
        long oldLots = order.openLots();
        boolean inBook = order.status() == OrderStatus.ACTIVE;
        if (!inBook) {
            market.stops().side(order.side()).remove(order);
        } else if (!keeps) {
            market.side(order.side()).remove(order);
        }
        if (order.isWaiting()) {
            market.side(order.side()).resize(order, reservation.lots());
        } else {
            order.resize(reservation.lots());
            order.reprice(market.ticks(queuePrice(order, amended)));
        }
        long heldBefore = order.heldAmount();
        order.hold(reservation.amount());
        events.orderChanged(OrderChange.AMENDED, order, null);
        if (order.heldAmount() != heldBefore) {
            events.holdChanged(order);
        }
        if (inBook && (!keeps || order.openLots() != oldLots)) {
            events.bookChanged(market, order.side(), oldTicks);
        }
        if (!inBook || !keeps) {
            execution.start(order);
        }
    }

    /** The price in whose queue the order waits under these terms. */
    private static long queuePrice(WorkingOrder order, OrderTerms terms) {
        boolean pending = order.status() == OrderStatus.PENDING;
        return pending ? terms.triggerPrice() : terms.limitPrice();
    }
}
