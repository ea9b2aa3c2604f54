package com.rescaleequity.account.valuation;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.kafka.TopicCopy;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.market.Ticker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The newest ticker of every market, from {@code market.tickers}. */
@ApplicationScoped
public class TickerPrices {

    private static final Logger LOG = Logger.getLogger(TickerPrices.class);

    /** A price and the id of the trade that made it. */
    record Quoted(long price, long tradeId) {}

    private final Map<String, Quoted> bySymbol = new ConcurrentHashMap<>();
    private final TopicCopy topic;

    TickerPrices(KafkaClients kafka) {
        this.topic =
                new TopicCopy(kafka, "tickers", Topics.MARKET_TICKERS, this::take, bySymbol::clear);
    }

    void start(@Observes StartupEvent event) {
        topic.start();
    }

    void stop(@Observes ShutdownEvent event) {
        topic.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        // A null value deletes its key from a compacted topic.
        if (record.value() == null) {
            return;
        }
        try {
            Ticker ticker = Ticker.parseFrom(record.value());
            bySymbol.put(ticker.getSymbol(), new Quoted(ticker.getPrice(), ticker.getSequence()));
        } catch (InvalidProtocolBufferException e) {
            LOG.errorf("A ticker is unreadable: %s", e.getMessage());
        }
    }

    @Nullable Quoted of(String symbol) {
        return bySymbol.get(symbol);
    }
}
