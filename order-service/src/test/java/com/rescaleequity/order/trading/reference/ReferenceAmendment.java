package com.rescaleequity.order.trading.reference;

import static com.rescaleequity.order.trading.reference.ReferenceWorld.refuse;

import com.rescaleequity.order.trading.message.AccountState;
import com.rescaleequity.order.trading.message.Command.AmendOrder;
import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Amends an order of the {@link ReferenceExchange}: writes the new terms into it, and writes the
 * old ones back if they are refused.
 */
final class ReferenceAmendment {

    /** What an amendment can change. */
    private record Terms(
            BigDecimal quantity,
            @Nullable BigDecimal limit,
            @Nullable BigDecimal trigger,
            long expireAt,
            String label,
            boolean postOnly) {

        static Terms of(ReferenceOrder order) {
            return new Terms(
                    order.quantity,
                    order.limit,
                    order.trigger,
                    order.expireAt,
                    order.label,
                    order.postOnly);
        }

        void putInto(ReferenceOrder order) {
            order.quantity = quantity;
            order.open = quantity.subtract(order.filled);
            order.limit = limit;
            order.trigger = trigger;
            order.expireAt = expireAt;
            order.label = label;
            order.postOnly = postOnly;
        }
    }

    private final ReferenceWorld world;
    private final ReferenceEntry entry;
    private final ReferenceMatching matching;

    ReferenceAmendment(ReferenceWorld world, ReferenceEntry entry, ReferenceMatching matching) {
        this.world = world;
        this.entry = entry;
        this.matching = matching;
    }

    Outcome amend(ReferenceOrder order, AmendOrder command) {
        Terms old = Terms.of(order);
        BigDecimal oldRate = order.reservedRate;
        Terms wished = wished(order, command);
        boolean relabelled = !wished.label.equals(old.label);
        Rejected refusal =
                relabelled ? ReferenceEntry.checkLabel(order.account, wished.label) : null;
        boolean mayAdd = order.account.state == AccountState.ACTIVE;
        if (refusal == null && !mayAdd && !keepsPriority(order, old, wished)) {
            refusal = refuse(RejectReason.TRADING_DISABLED);
        }
        if (refusal == null) {
            refusal = ReferenceRules.checkState(order.market, wished.postOnly);
        }
        if (refusal == null) {
            refusal = checkShape(order, command);
        }
        if (refusal == null && wished.equals(old)) {
            refusal = refuse(RejectReason.NO_CHANGE, new RejectDetails.ExistingOrder(order.id));
        }
        if (refusal != null) {
            return refusal;
        }
        boolean keeps = keepsPriority(order, old, wished);
        wished.putInto(order);
        if (!keeps) {
            order.reservedRate = order.account.takerRate(order.market);
        }
        refusal = check(order, old);
        if (refusal != null) {
            old.putInto(order);
            order.reservedRate = oldRate;
            return refusal;
        }
        takeEffect(order, old, keeps);
        return new Outcome.Amended(order.state(), ReferenceWorld.fills(order), keeps);
    }

    private static Terms wished(ReferenceOrder order, AmendOrder command) {
        BigDecimal price = Decimals.orNull(command.price());
        BigDecimal limitPrice = Decimals.orNull(command.limitPrice());
        boolean stop = order.isStop();
        BigDecimal limit = stop ? limitPrice : price;
        String label = command.newClientOrderId();
        return new Terms(
                command.quantity() == 0 ? order.quantity : Decimals.of(command.quantity()),
                limit == null ? order.limit : limit,
                stop && price != null ? price : order.trigger,
                command.expireAt() == 0 ? order.expireAt : command.expireAt(),
                label.isEmpty() ? order.label : label,
                Objects.requireNonNullElse(command.postOnly(), order.postOnly));
    }

    private static @Nullable Rejected checkShape(ReferenceOrder order, AmendOrder command) {
        boolean stopLimit = order.isStop() && order.limit != null;
        boolean dated = order.timeInForce == TimeInForce.GTD;
        boolean mayPost = order.type == OrderType.LIMIT && order.mayRest();
        if ((command.limitPrice() != 0 && !stopLimit)
                || (command.expireAt() != 0 && !dated)
                || (Boolean.TRUE.equals(command.postOnly()) && !mayPost)) {
            return refuse(RejectReason.CONFLICTING_PARAMETERS);
        }
        boolean triggered = order.isStop() && !order.isPending();
        return triggered && command.price() != 0
                ? refuse(
                        RejectReason.ORDER_NOT_AMENDABLE, new RejectDetails.ExistingOrder(order.id))
                : null;
    }

    /** Whether the order stays where it is in its queue. */
    private static boolean keepsPriority(ReferenceOrder order, Terms old, Terms wished) {
        boolean same =
                order.isPending()
                        ? Decimals.same(old.trigger, wished.trigger)
                        : Decimals.same(old.limit, wished.limit);
        return same && wished.quantity.compareTo(old.quantity) <= 0;
    }

    private @Nullable Rejected check(ReferenceOrder order, Terms old) {
        boolean repriced = !Decimals.same(order.limit, old.limit);
        boolean retriggered = !Decimals.same(order.trigger, old.trigger);
        Rejected refusal = null;
        if (order.expireAt != old.expireAt) {
            refusal = ReferenceRules.checkExpiry(order.expireAt, world.now);
        }
        if (refusal == null) {
            refusal = checkRules(order, repriced);
        }
        if (refusal == null && repriced && entry.crosses(order)) {
            old.putInto(order);
            refusal = entry.wouldCross(order.market);
        }
        if (refusal == null && retriggered) {
            refusal = ReferenceEntry.checkTrigger(order);
        }
        return refusal == null ? checkFunds(order) : refusal;
    }

    private static @Nullable Rejected checkRules(ReferenceOrder order, boolean repriced) {
        ReferenceMarket market = order.market;
        boolean limited = order.limit != null;
        Rejected refusal = order.isStop() ? ReferenceRules.checkPrice(market, order.trigger) : null;
        if (refusal == null && limited) {
            refusal = ReferenceRules.checkPrice(market, order.limit);
        }
        if (refusal == null && repriced && !order.isPending()) {
            refusal = ReferenceRules.checkBand(market, order.limit);
        }
        if (refusal == null) {
            refusal = ReferenceRules.checkQuantity(market, order.quantity, limited);
        }
        if (refusal == null && order.open.signum() <= 0) {
            long least = Decimals.units(order.filled.add(market.lot));
            refusal =
                    refuse(
                            RejectReason.QUANTITY_OUT_OF_RANGE,
                            new RejectDetails.Range(
                                    least, ReferenceRules.mostQuantity(market, limited)));
        }
        BigDecimal price = limited ? order.limit : order.trigger;
        return refusal == null
                ? ReferenceRules.checkNotional(market, order.quantity.multiply(price))
                : refusal;
    }

    private @Nullable Rejected checkFunds(ReferenceOrder order) {
        BigDecimal needed = ReferenceCosts.reserve(order);
        BigDecimal has = order.account.available(order.asset()).add(order.held);
        return Decimals.less(has, needed)
                ? ReferenceEntry.shortfall(order.asset(), needed, has)
                : null;
    }

    private void takeEffect(ReferenceOrder order, Terms old, boolean keeps) {
        if (!order.label.equals(old.label)) {
            world.labels.close(order.account, old.label);
            order.account.labels.put(order.label, order.id);
        }
        BigDecimal more = ReferenceCosts.reserve(order).subtract(order.held);
        order.account.hold(order, more);
        boolean wasInBook = order.isInBook();
        boolean leaves = wasInBook && !keeps;
        if (leaves) {
            order.arrival = 0;
        }
        order.changed(world.now);
        world.tell(OrderChange.AMENDED, order, null);
        if (more.signum() != 0) {
            world.tellHold(order);
        }
        boolean smaller = wasInBook && keeps && !Decimals.same(order.quantity, old.quantity);
        if (leaves || smaller) {
            world.tellLevel(order.market, order.side, old.limit);
        }
        if (leaves) {
            matching.arrive(order);
        }
    }
}
