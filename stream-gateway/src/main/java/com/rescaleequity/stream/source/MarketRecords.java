package com.rescaleequity.stream.source;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.rescaleequity.protocol.market.Candle;
import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.market.Ticker;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.stream.subscription.BookBoard;
import com.rescaleequity.stream.subscription.CandleBoard;
import com.rescaleequity.stream.subscription.Hub;
import com.rescaleequity.stream.subscription.ListedMarkets;
import com.rescaleequity.stream.subscription.TickerBoard;
import com.rescaleequity.stream.subscription.TradeTape;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Hands the records of the market topics to the hub, one poll at a time per topic, so that a busy
 * hub slows its sources instead of piling up work. An unreadable record is logged and skipped: the
 * topics are derived, and their streams say for themselves when something is missing.
 */
@ApplicationScoped
public class MarketRecords {

    private static final Logger LOG = Logger.getLogger(MarketRecords.class);

    private final Hub hub;
    private final ListedMarkets markets;
    private final Boards boards;
    private final Clock clock;

    /** The states that the topics feed. */
    @jakarta.inject.Singleton
    record Boards(TickerBoard tickers, BookBoard books, CandleBoard candles, TradeTape trades) {}

    public MarketRecords(Hub hub, ListedMarkets markets, Boards boards, Clock clock) {
        this.hub = hub;
        this.markets = markets;
        this.boards = boards;
        this.clock = clock;
    }

    @Incoming("instruments")
    Uni<Void> instruments(ConsumerRecords<String, byte[]> records) {
        return take(records, Instrument.parser(), markets::onInstrument);
    }

    @Incoming("tickers")
    Uni<Void> tickers(ConsumerRecords<String, byte[]> records) {
        return take(
                records,
                Ticker.parser(),
                ticker -> boards.tickers().onTicker(ticker, clock.millis()));
    }

    @Incoming("depth")
    Uni<Void> depth(ConsumerRecords<String, byte[]> records) {
        return take(records, Depth.parser(), boards.books()::onDepth);
    }

    @Incoming("candles")
    Uni<Void> candles(ConsumerRecords<String, byte[]> records) {
        return take(records, Candle.parser(), boards.candles()::onCandle);
    }

    @Incoming("trades")
    Uni<Void> trades(ConsumerRecords<String, byte[]> records) {
        return take(records, PublicTrade.parser(), boards.trades()::onTrade);
    }

    private static <T> void show(T message, Consumer<T> taker) {
        try {
            taker.accept(message);
        } catch (RuntimeException e) {
            LOG.errorf(e, "A record of market data cannot be shown and is skipped");
        }
    }

    private <T extends MessageLite> Uni<Void> take(
            ConsumerRecords<String, byte[]> records, Parser<T> parser, Consumer<T> taker) {
        List<T> messages = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> record : records) {
            // A null value deletes its key from a compacted topic.
            if (record.value() != null) {
                try {
                    messages.add(parser.parseFrom(record.value()));
                } catch (InvalidProtocolBufferException e) {
                    LOG.errorf(
                            "Record %d of %s is unreadable and skipped: %s",
                            record.offset(), record.topic(), e.getMessage());
                }
            }
        }
        return hub.perform(() -> messages.forEach(message -> show(message, taker)));
    }
}
