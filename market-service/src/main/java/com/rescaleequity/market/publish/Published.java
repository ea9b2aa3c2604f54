package com.rescaleequity.market.publish;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.market.candle.CandleStore.SymbolCandle;
import com.rescaleequity.market.candle.Interval;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.market.Candle;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.market.PublicTrades;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What the ends of the topics already hold, so that a restart publishes each trade and each close
 * exactly once. Used by one thread.
 */
final class Published {

    // Far more than can lie between a commit and the mark of publishing that it stores.
    private static final long TAIL = 100_000;
    private static final TopicPartition TRADES = new TopicPartition(Topics.MARKET_TRADES, 0);
    private static final TopicPartition CANDLES = new TopicPartition(Topics.MARKET_CANDLES, 0);

    private final Map<String, Long> tradeIds = new HashMap<>();
    private final Map<CandleKey, Long> closes = new HashMap<>();

    /** Reads the ends of the topics. Blocks until it has. */
    static Published read(KafkaClients kafka) {
        Published published = new Published();
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer("published")) {
            List<TopicPartition> partitions = List.of(TRADES, CANDLES);
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            ends.forEach((partition, end) ->
                    consumer.seek(
                            partition, Math.max(begins.getOrDefault(partition, 0L), end - TAIL)));
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    published.note(record);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A market topic holds something else", e);
        }
        return published;
    }

    /** Whether this trade is news; then it no longer is. */
    boolean isNew(PublicTrade trade) {
        Long last = tradeIds.get(trade.getSymbol());
        if (last != null && trade.getTradeId() <= last) {
            return false;
        }
        tradeIds.put(trade.getSymbol(), trade.getTradeId());
        return true;
    }

    /** Whether this close is news; then it no longer is. */
    boolean isNew(SymbolCandle closed) {
        CandleKey key = new CandleKey(closed.symbol(), closed.interval());
        Long last = closes.get(key);
        if (last != null && closed.candle().openTime() <= last) {
            return false;
        }
        closes.put(key, closed.candle().openTime());
        return true;
    }

    /**
     * Whether a running candle may be published: the one before it must be closed on the topic.
     *
     * @param before open time of the running candle that was published last
     */
    boolean mayFollow(CandleKey key, long openTime, long before) {
        Long last = closes.get(key);
        return last == null ? openTime == before : openTime == last + key.interval().millis();
    }

    private void note(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
        if (record.topic().equals(Topics.MARKET_TRADES)) {
            for (PublicTrade trade : PublicTrades.parseFrom(record.value()).getTradesList()) {
                tradeIds.merge(trade.getSymbol(), trade.getTradeId(), Math::max);
            }
            return;
        }
        Candle candle = Candle.parseFrom(record.value());
        if (candle.getClosed()) {
            CandleKey key = new CandleKey(candle.getSymbol(), Interval.of(candle.getInterval()));
            closes.merge(key, candle.getOpenTime(), Math::max);
        }
    }
}
