package com.rescaleequity.local.launch;

import com.rescaleequity.local.replay.lobster.LobsterReplay;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Lists a recorded stock through the operator's interface. Its price band is as wide as may be, and
 * one account may keep a whole recorded book.
 */
final class StockListing implements LobsterReplay.Listing {

    private final int managementPort;
    private final String operatorKey;

    StockListing(int managementPort, String operatorKey) {
        this.managementPort = managementPort;
        this.operatorKey = operatorKey;
    }

    @Override
    public void list(String symbol, String asset, BigDecimal listingPrice) throws IOException {
        Map<String, Object> rules = new HashMap<>();
        rules.put("symbol", symbol);
        rules.put("name", asset + ", replayed");
        rules.put("baseAsset", asset);
        rules.put("quoteAsset", "USD");
        rules.put("assetClass", "equity");
        rules.put("tickSize", new BigDecimal("0.0001"));
        rules.put("lotSize", 1);
        rules.put("minQuantity", 1);
        rules.put("maxQuantity", 10_000_000);
        rules.put("maxMarketQuantity", 10_000_000);
        rules.put("minNotional", new BigDecimal("0.0001"));
        rules.put("maxNotional", 1_000_000_000);
        rules.put("minPrice", new BigDecimal("0.0001"));
        rules.put("maxPrice", 10_000_000);
        rules.put("priceBandUp", 1);
        rules.put("priceBandDown", new BigDecimal("0.99"));
        rules.put("marketCollar", new BigDecimal("0.05"));
        rules.put("makerFee", new BigDecimal("0.001"));
        rules.put("takerFee", new BigDecimal("0.002"));
        rules.put("maxOpenOrders", 100_000);
        rules.put("maxStopOrders", 50);
        rules.put("listingPrice", listingPrice);
        OperatorRequest.post(
                managementPort,
                operatorKey,
                "/admin/v1/instruments",
                rules,
                UUID.randomUUID().toString());
    }
}
