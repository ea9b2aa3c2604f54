package com.rescaleequity.account.valuation;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.protocol.market.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The newest ticker of every market, from {@code market.tickers}. */
@ApplicationScoped
public class TickerPrices {

    private static final Logger LOG = Logger.getLogger(TickerPrices.class);

    /** A price and the id of the trade that made it. */
    record Quoted(long price, long tradeId) {}

    private final Map<String, Quoted> bySymbol = new ConcurrentHashMap<>();

    @Incoming("tickers")
    void take(byte[] record) {
        try {
            Ticker ticker = Ticker.parseFrom(record);
            bySymbol.put(ticker.getSymbol(), new Quoted(ticker.getPrice(), ticker.getSequence()));
        } catch (InvalidProtocolBufferException e) {
            LOG.errorf("A ticker is unreadable: %s", e.getMessage());
        }
    }

    @Nullable Quoted of(String symbol) {
        return bySymbol.get(symbol);
    }
}
