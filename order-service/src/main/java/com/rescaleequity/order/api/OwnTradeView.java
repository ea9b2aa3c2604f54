package com.rescaleequity.order.api;

import com.rescaleequity.order.history.OwnFill;
import com.rescaleequity.platform.json.JsonWriter;
import com.rescaleequity.platform.json.JsonWriter.Written;
import com.rescaleequity.platform.view.OrderView.FillView;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.Liquidity;
import com.rescaleequity.protocol.trading.Order;
import java.io.IOException;
import java.util.List;

/** An account's share of a trade, and the order that it belongs to. */
record OwnTradeView(Order order, FillView fill) implements Written {

    /** The names of its fields. */
    static final List<String> FIELDS =
            List.of(
                    "tradeId",
                    "orderId",
                    "clientOrderId",
                    "symbol",
                    "side",
                    "liquidity",
                    "price",
                    "quantity",
                    "quoteQuantity",
                    "fee",
                    "feeAsset",
                    "timestamp");

    static OwnTradeView of(OwnFill own) {
        return new OwnTradeView(own.order(), own.fill());
    }

    @Override
    public void write(JsonWriter out) throws IOException {
        out.beginObject();
        out.integer("tradeId", fill.tradeId());
        out.text("orderId", Long.toString(order.getOrderId()));
        out.text("clientOrderId", order.getClientOrderId());
        out.text("symbol", order.getSymbol());
        out.text("side", Words.side(order.getSide()));
        out.text("liquidity", fill.liquidity() == Liquidity.MAKER ? "maker" : "taker");
        out.amount("price", fill.price());
        out.amount("quantity", fill.quantity());
        out.amount("quoteQuantity", fill.quoteQuantity());
        out.amount("fee", fill.fee());
        out.text("feeAsset", fill.feeAsset());
        out.integer("timestamp", fill.timestamp());
        out.endObject();
    }
}
