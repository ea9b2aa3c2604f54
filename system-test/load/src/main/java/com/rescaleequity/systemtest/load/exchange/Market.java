package com.rescaleequity.systemtest.load.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;

/** What the load has to know of the market that it trades on. */
public final class Market {

    /** The market of all orders. */
    public static final String SYMBOL = "ETHUSD";

    private Market() {}

    /** Its last price, rounded to whole units of money. */
    public static long lastPrice(URI rest, String key) throws IOException {
        Http.Reply reply = Http.get(rest, "/market/tickers?symbol=" + SYMBOL, key);
        JsonNode data = reply.data();
        JsonNode ticker = data.isArray() ? data.path(0) : data;
        long price = Math.round(ticker.path("price").asDouble());
        if (price <= 0) {
            throw new IOException("No price of " + SYMBOL + ": status " + reply.status());
        }
        return price;
    }
}
