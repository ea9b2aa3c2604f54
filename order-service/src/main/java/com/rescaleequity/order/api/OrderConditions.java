package com.rescaleequity.order.api;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.PlaceOrder;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import com.rescaleequity.protocol.trading.TimeInForce;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how long an order works, and under which conditions, into a command. */
final class OrderConditions {

    private static final Set<TimeInForce> OF_MARKETS = EnumSet.of(TimeInForce.IOC, TimeInForce.FOK);
    private static final Set<TimeInForce> OF_STOPS = EnumSet.of(TimeInForce.IOC);
    private static final Set<TimeInForce> OF_LIMITS = EnumSet.copyOf(Words.TIMES_IN_FORCE.values());

    private final Fields fields;
    private final @Nullable OrderType type;
    private final PlaceOrder.Builder order;

    OrderConditions(Fields fields, @Nullable OrderType type, PlaceOrder.Builder order) {
        this.fields = fields;
        this.type = type;
        this.order = order;
    }

    void read(long now) {
        TimeInForce timeInForce = readTimeInForce();
        readExpiry(timeInForce, now);
        readPostOnly(timeInForce);
        SelfTradePrevention mode =
                fields.choice(
                        "selfTradePrevention",
                        Words.SELF_TRADE_PREVENTIONS,
                        ErrorCode.INVALID_PARAMETER);
        if (mode != null) {
            order.setSelfTradePrevention(mode);
        }
        String label = OrderLabels.read(fields, "clientOrderId");
        order.setClientOrderId(label == null ? OrderLabels.assign() : label);
        order.setLabelIsNew(label == null);
        Long deadline = fields.time("deadline", 1);
        order.setDeadline(deadline == null ? 0 : deadline);
    }

    private @Nullable TimeInForce readTimeInForce() {
        TimeInForce given =
                fields.choice("timeInForce", Words.TIMES_IN_FORCE, ErrorCode.INVALID_TIME_IN_FORCE);
        if (given == null) {
            return null;
        }
        Set<TimeInForce> allowed = allowed();
        if (!allowed.contains(given)) {
            List<String> words = allowed.stream().map(Words::timeInForce).toList();
            fields.problem(
                    "timeInForce",
                    ErrorCode.INVALID_TIME_IN_FORCE,
                    "must be " + String.join(" or ", words) + " for this order type.");
            fields.problems().detail("allowed", words);
        }
        order.setTimeInForce(given);
        return given;
    }

    /** A stop without a limit becomes a market order, and those never rest. */
    private Set<TimeInForce> allowed() {
        if (type == OrderType.MARKET) {
            return OF_MARKETS;
        }
        return type == OrderType.STOP_LOSS && !fields.has("limitPrice") ? OF_STOPS : OF_LIMITS;
    }

    private void readExpiry(@Nullable TimeInForce timeInForce, long now) {
        boolean given = fields.has("expireAt");
        if (timeInForce == TimeInForce.GTD && !given) {
            fields.problem("expireAt", ErrorCode.MISSING_PARAMETER, "is required with GTD.");
        } else if (timeInForce != TimeInForce.GTD && given) {
            fields.problem("expireAt", ErrorCode.CONFLICTING_PARAMETERS, "goes with GTD only.");
        } else {
            order.setExpireAt(ExpireAt.read(fields, now));
        }
    }

    private void readPostOnly(@Nullable TimeInForce timeInForce) {
        if (!Objects.requireNonNullElse(fields.flag("postOnly"), false)) {
            return;
        }
        boolean rests =
                timeInForce == null
                        || timeInForce == TimeInForce.GTC
                        || timeInForce == TimeInForce.GTD;
        if (type != null && (type != OrderType.LIMIT || !rests)) {
            fields.problem(
                    "postOnly",
                    ErrorCode.CONFLICTING_PARAMETERS,
                    "is only for limit orders that rest.");
        }
        order.setPostOnly(true);
    }
}
