package com.rescaleequity.platform.view;

import com.rescaleequity.protocol.trading.MarketState;
import com.rescaleequity.protocol.trading.OrderChange;
import com.rescaleequity.protocol.trading.OrderStatus;
import com.rescaleequity.protocol.trading.OrderSubStatus;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import com.rescaleequity.protocol.trading.Side;
import com.rescaleequity.protocol.trading.StatusReason;
import com.rescaleequity.protocol.trading.TimeInForce;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The contract's words for the wire's enums, in both directions. */
public final class Words {

    public static final Map<String, Side> SIDES = ordered("buy", Side.BUY, "sell", Side.SELL);
    public static final Map<String, OrderType> ORDER_TYPES =
            ordered(
                    "market", OrderType.MARKET,
                    "limit", OrderType.LIMIT,
                    "stop-loss", OrderType.STOP_LOSS);
    public static final Map<String, TimeInForce> TIMES_IN_FORCE =
            ordered(
                    "GTC", TimeInForce.GTC,
                    "IOC", TimeInForce.IOC,
                    "FOK", TimeInForce.FOK,
                    "GTD", TimeInForce.GTD);
    public static final Map<String, SelfTradePrevention> SELF_TRADE_PREVENTIONS =
            ordered(
                    "cancel-newest", SelfTradePrevention.CANCEL_NEWEST,
                    "cancel-oldest", SelfTradePrevention.CANCEL_OLDEST,
                    "cancel-both", SelfTradePrevention.CANCEL_BOTH);

    /** Statuses as input: {@code canceled} is understood too. */
    public static final Map<String, OrderStatus> STATUSES =
            ordered(
                    "active", OrderStatus.ACTIVE,
                    "filled", OrderStatus.FILLED,
                    "cancelled", OrderStatus.CANCELLED,
                    "pending", OrderStatus.PENDING,
                    "canceled", OrderStatus.CANCELLED);

    private static final Map<Side, String> SIDE = texts(Side.class, Words::lower);
    private static final Map<OrderType, String> TYPE =
            texts(OrderType.class, type -> lower(type).replace('_', '-'));
    private static final Map<SelfTradePrevention, String> SELF_TRADE_PREVENTION =
            texts(SelfTradePrevention.class, mode -> lower(mode).replace('_', '-'));
    private static final Map<OrderStatus, String> STATUS = texts(OrderStatus.class, Words::lower);
    private static final Map<OrderSubStatus, String> SUB_STATUS =
            texts(OrderSubStatus.class, status -> lower(status).substring("sub_".length()));
    private static final Map<StatusReason, String> REASON =
            texts(StatusReason.class, Words::textOf);
    private static final Map<OrderChange, String> CHANGE =
            texts(OrderChange.class, change -> lower(change).substring("change_".length()));

    private Words() {}

    public static String side(Side side) {
        return of(SIDE, side);
    }

    public static String type(OrderType type) {
        return of(TYPE, type);
    }

    public static String timeInForce(TimeInForce timeInForce) {
        return timeInForce.name();
    }

    public static String selfTradePrevention(SelfTradePrevention mode) {
        return of(SELF_TRADE_PREVENTION, mode);
    }

    public static String status(OrderStatus status) {
        return of(STATUS, status);
    }

    public static String subStatus(OrderSubStatus subStatus) {
        return of(SUB_STATUS, subStatus);
    }

    /** Null while the order works and when it filled. */
    public static @Nullable String reason(StatusReason reason) {
        return REASON.get(reason);
    }

    public static String change(OrderChange change) {
        return of(CHANGE, change);
    }

    private static @Nullable String textOf(StatusReason reason) {
        return switch (reason) {
            case STATUS_REASON_UNSPECIFIED, UNRECOGNIZED -> null;
            case REASON_SELF_TRADE_PREVENTION -> "self_trade_prevention";
            default -> lower(reason);
        };
    }

    /** The status of an instrument. */
    public static String market(MarketState state) {
        return switch (state) {
            case TRADING -> "trading";
            case HALTED -> "halted";
            case CANCEL_ONLY -> "cancel-only";
            case POST_ONLY -> "post-only";
            case MARKET_DELISTED -> "delisted";
            case MARKET_STATE_UNSPECIFIED, UNRECOGNIZED -> "halted";
        };
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    /** The texts of an enum's constants, made once: every order has eight of them. */
    private static <E extends Enum<E>> Map<E, String> texts(
            Class<E> words, Function<E, @Nullable String> text) {
        Map<E, String> texts = new EnumMap<>(words);
        for (E word : words.getEnumConstants()) {
            String its = text.apply(word);
            if (its != null) {
                texts.put(word, its);
            }
        }
        return Collections.unmodifiableMap(texts);
    }

    private static <E> String of(Map<E, String> texts, E word) {
        return Objects.requireNonNull(texts.get(word));
    }

    private static <E> Map<String, E> ordered(Object... pairs) {
        Map<String, E> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            @SuppressWarnings("unchecked")
            E value = (E) pairs[i + 1];
            map.put((String) pairs[i], value);
        }
        return Collections.unmodifiableMap(map);
    }
}
