package com.rescaleequity.platform.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.protocol.trading.Fill;
import com.rescaleequity.protocol.trading.Liquidity;
import com.rescaleequity.protocol.trading.Order;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order object of the contract, the same on REST and WebSocket. However often an order traded,
 * it shows its newest {@value #MOST_FILLS} fills at most; its totals are of all of them.
 */
public record OrderView(
        String orderId,
        String clientOrderId,
        String symbol,
        String side,
        String type,
        String status,
        String subStatus,
        @Nullable String statusReason,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal price,
        @Nullable BigDecimal triggerPrice,
        @Nullable BigDecimal limitPrice,
        @Nullable BigDecimal quoteQuantity,
        BigDecimal filledQuantity,
        @Nullable BigDecimal remainingQuantity,
        @Nullable BigDecimal averagePrice,
        BigDecimal filledValue,
        List<Fee> fees,
        String timeInForce,
        boolean postOnly,
        String selfTradePrevention,
        @Nullable Long expireAt,
        long createdAt,
        long updatedAt,
        @Nullable Long triggeredAt,
        @Nullable Long closedAt,
        @Nullable Long lastTradeAt,
        long updateSequence,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FillView> fills,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean fillsTruncated) {

    /** Most fills in one answer. */
    public static final int MOST_FILLS = 100;

    private static final MathContext TWELVE_DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);

    /** What was paid for the fills so far. */
    public record Fee(String asset, BigDecimal amount) {}

    /** One fill of an order. */
    public record FillView(
            long tradeId,
            BigDecimal price,
            BigDecimal quantity,
            BigDecimal quoteQuantity,
            BigDecimal fee,
            String feeAsset,
            String liquidity,
            long timestamp) {

        /** The view of a fill. */
        public static FillView of(Fill fill, String feeAsset, long timestamp) {
            return new FillView(
                    fill.getTradeId(),
                    Units.toDecimal(fill.getPrice()),
                    Units.toDecimal(fill.getQuantity()),
                    Units.toDecimal(fill.getQuoteQuantity()),
                    Units.toDecimal(fill.getFee()),
                    feeAsset,
                    fill.getLiquidity() == Liquidity.MAKER ? "maker" : "taker",
                    timestamp);
        }
    }

    /** The order without its fills, as lists and streams show it. */
    public static OrderView of(Order order) {
        return view(order, null);
    }

    /**
     * The order with its newest fills, as create, amend, cancel and single reads show it.
     *
     * @param fills oldest first: all of them, or as many of the newest as are known
     */
    public static OrderView of(Order order, List<FillView> fills) {
        return view(order, fills);
    }

    private static OrderView view(Order order, @Nullable List<FillView> fills) {
        // An order by value has a quantity once it is filled; until then, and if it never is, none.
        boolean sized = order.getQuantity() != 0;
        long remaining = order.getQuantity() - order.getFilledQuantity();
        return new OrderView(
                Long.toString(order.getOrderId()),
                order.getClientOrderId(),
                order.getSymbol(),
                Words.side(order.getSide()),
                Words.type(order.getType()),
                Words.status(order.getStatus()),
                Words.subStatus(order.getSubStatus()),
                Words.reason(order.getStatusReason()),
                sized ? Units.toDecimal(order.getQuantity()) : null,
                price(order),
                decimal(order.getTriggerPrice()),
                decimal(order.getLimitPrice()),
                decimal(order.getQuoteQuantity()),
                Units.toDecimal(order.getFilledQuantity()),
                sized ? Units.toDecimal(remaining) : null,
                averagePrice(order),
                Units.toDecimal(order.getFilledValue()),
                order.getFilledQuantity() == 0
                        ? List.of()
                        : List.of(new Fee(order.getQuoteAsset(), Units.toDecimal(order.getFees()))),
                Words.timeInForce(order.getTimeInForce()),
                order.getPostOnly(),
                Words.selfTradePrevention(order.getSelfTradePrevention()),
                time(order.getExpireAt()),
                order.getCreatedAt(),
                order.getUpdatedAt(),
                time(order.getTriggeredAt()),
                time(order.getClosedAt()),
                time(order.getLastTradeAt()),
                order.getUpdateSequence(),
                fills == null ? null : newest(fills),
                (fills == null || isWhole(order, fills)) ? null : true);
    }

    private static List<FillView> newest(List<FillView> fills) {
        return fills.subList(Math.max(0, fills.size() - MOST_FILLS), fills.size());
    }

    /** Whether the fills that are shown are all that the order had. */
    private static boolean isWhole(Order order, List<FillView> fills) {
        BigDecimal shown =
                newest(fills).stream()
                        .map(FillView::quantity)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return shown.compareTo(Units.toDecimal(order.getFilledQuantity())) >= 0;
    }

    private static @Nullable BigDecimal price(Order order) {
        return switch (order.getType()) {
            case LIMIT -> decimal(order.getLimitPrice());
            case STOP_LOSS -> decimal(order.getTriggerPrice());
            case MARKET, ORDER_TYPE_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }

    private static @Nullable BigDecimal averagePrice(Order order) {
        if (order.getFilledQuantity() == 0) {
            return null;
        }
        return Units.toDecimal(order.getFilledValue())
                .divide(Units.toDecimal(order.getFilledQuantity()), TWELVE_DIGITS)
                .stripTrailingZeros();
    }

    private static @Nullable BigDecimal decimal(long units) {
        return units == 0 ? null : Units.toDecimal(units);
    }

    private static @Nullable Long time(long millis) {
        return millis == 0 ? null : millis;
    }
}
