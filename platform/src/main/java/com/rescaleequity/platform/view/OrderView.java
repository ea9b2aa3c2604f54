package com.rescaleequity.platform.view;

import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.json.JsonWriter;
import com.rescaleequity.platform.json.JsonWriter.Written;
import com.rescaleequity.protocol.trading.Fill;
import com.rescaleequity.protocol.trading.Liquidity;
import com.rescaleequity.protocol.trading.Order;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order object of the contract, the same on REST and WebSocket. However often an order traded,
 * it shows its newest {@value #MOST_FILLS} fills at most; its totals are of all of them.
 *
 * @param fills oldest first: all of them, or as many of the newest as are known; null in lists and
 *     streams, which show none
 */
public record OrderView(Order order, @Nullable List<FillView> fills) implements Written {

    /** Most fills in one answer. */
    public static final int MOST_FILLS = 100;

    private static final MathContext TWELVE_DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);

    /** One fill of an order; numbers are units. */
    public record FillView(
            long tradeId,
            long price,
            long quantity,
            long quoteQuantity,
            long fee,
            String feeAsset,
            Liquidity liquidity,
            long timestamp)
            implements Written {

        /** The view of a fill. */
        public static FillView of(Fill fill, String feeAsset, long timestamp) {
            return new FillView(
                    fill.getTradeId(),
                    fill.getPrice(),
                    fill.getQuantity(),
                    fill.getQuoteQuantity(),
                    fill.getFee(),
                    feeAsset,
                    fill.getLiquidity(),
                    timestamp);
        }

        @Override
        public void write(JsonWriter out) throws IOException {
            out.beginObject();
            out.integer("tradeId", tradeId);
            out.amount("price", price);
            out.amount("quantity", quantity);
            out.amount("quoteQuantity", quoteQuantity);
            out.amount("fee", fee);
            out.text("feeAsset", feeAsset);
            out.text("liquidity", liquidity == Liquidity.MAKER ? "maker" : "taker");
            out.integer("timestamp", timestamp);
            out.endObject();
        }
    }

    /** The order without its fills, as lists and streams show it. */
    public static OrderView of(Order order) {
        return new OrderView(order, null);
    }

    /** The order with its newest fills, as create, amend, cancel and single reads show it. */
    public static OrderView of(Order order, List<FillView> fills) {
        return new OrderView(
                order, fills.subList(Math.max(0, fills.size() - MOST_FILLS), fills.size()));
    }

    /** Whether it neither works nor waits any more. */
    public boolean isClosed() {
        return order.getClosedAt() != 0;
    }

    @Override
    public void write(JsonWriter out) throws IOException {
        out.beginObject();
        writeFields(out);
        out.endObject();
    }

    /** Writes its fields into an object that has others too. */
    public void writeFields(JsonWriter out) throws IOException {
        writeTerms(out);
        writeProgress(out);
        if (fills != null) {
            out.list("fills", fills);
            if (!isWhole(fills)) {
                out.flag("fillsTruncated", true);
            }
        }
    }

    private void writeTerms(JsonWriter out) throws IOException {
        out.text("orderId", Long.toString(order.getOrderId()));
        out.text("clientOrderId", order.getClientOrderId());
        out.text("symbol", order.getSymbol());
        out.text("side", Words.side(order.getSide()));
        out.text("type", Words.type(order.getType()));
        out.text("status", Words.status(order.getStatus()));
        out.text("subStatus", Words.subStatus(order.getSubStatus()));
        out.text("statusReason", Words.reason(order.getStatusReason()));
        // An order by value has a quantity once it is filled; until then, and if it never is, none.
        out.amountOrNull("quantity", order.getQuantity());
        out.amountOrNull("price", price());
        out.amountOrNull("triggerPrice", order.getTriggerPrice());
        out.amountOrNull("limitPrice", order.getLimitPrice());
        out.amountOrNull("quoteQuantity", order.getQuoteQuantity());
    }

    private void writeProgress(JsonWriter out) throws IOException {
        boolean filled = order.getFilledQuantity() != 0;
        out.amount("filledQuantity", order.getFilledQuantity());
        if (order.getQuantity() == 0) {
            out.amountOrNull("remainingQuantity", 0);
        } else {
            out.amount("remainingQuantity", order.getQuantity() - order.getFilledQuantity());
        }
        out.decimalOrNull("averagePrice", filled ? averagePrice() : null);
        out.amount("filledValue", order.getFilledValue());
        out.list("fees", filled ? List.of(this::writeFees) : List.of());
        out.text("timeInForce", Words.timeInForce(order.getTimeInForce()));
        out.flag("postOnly", order.getPostOnly());
        out.text("selfTradePrevention", Words.selfTradePrevention(order.getSelfTradePrevention()));
        out.integerOrNull("expireAt", order.getExpireAt());
        out.integer("createdAt", order.getCreatedAt());
        out.integer("updatedAt", order.getUpdatedAt());
        out.integerOrNull("triggeredAt", order.getTriggeredAt());
        out.integerOrNull("closedAt", order.getClosedAt());
        out.integerOrNull("lastTradeAt", order.getLastTradeAt());
        out.integer("updateSequence", order.getUpdateSequence());
    }

    /** What was paid for the fills so far. */
    private void writeFees(JsonWriter out) throws IOException {
        out.beginObject();
        out.text("asset", order.getQuoteAsset());
        out.amount("amount", order.getFees());
        out.endObject();
    }

    /** Whether the fills that are shown are all that the order had. */
    private boolean isWhole(List<FillView> shown) {
        return shown.stream().mapToLong(FillView::quantity).sum() >= order.getFilledQuantity();
    }

    private long price() {
        return switch (order.getType()) {
            case LIMIT -> order.getLimitPrice();
            case STOP_LOSS -> order.getTriggerPrice();
            case MARKET, ORDER_TYPE_UNSPECIFIED, UNRECOGNIZED -> 0;
        };
    }

    private BigDecimal averagePrice() {
        return Units.toDecimal(order.getFilledValue())
                .divide(Units.toDecimal(order.getFilledQuantity()), TWELVE_DIGITS);
    }
}
