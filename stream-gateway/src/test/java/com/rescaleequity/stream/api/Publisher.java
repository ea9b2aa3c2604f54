package com.rescaleequity.stream.api;

import com.google.protobuf.MessageLite;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.market.Candle;
import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.Level;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.market.PublicTrades;
import com.rescaleequity.protocol.market.Ticker;
import com.rescaleequity.protocol.trading.Balance;
import com.rescaleequity.protocol.trading.BalanceReason;
import com.rescaleequity.protocol.trading.BalancesChanged;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.EventFrame;
import com.rescaleequity.protocol.trading.Fill;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.Liquidity;
import com.rescaleequity.protocol.trading.MarketState;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderChange;
import com.rescaleequity.protocol.trading.OrderChanged;
import com.rescaleequity.protocol.trading.OrderStatus;
import com.rescaleequity.protocol.trading.OrderSubStatus;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import com.rescaleequity.protocol.trading.Side;
import com.rescaleequity.protocol.trading.TimeInForce;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes what the core and market-service publish, with dense sequences. */
final class Publisher {

    static final long NOW = 1_760_000_000_000L;

    private static String broker = "";
    private static KafkaProducer<String, byte[]> producer;
    private static long nextEvent;
    private static long nextCommand;
    private static final Map<String, Long> SEQUENCES = new HashMap<>();

    private Publisher() {}

    /** Connects to the broker of the running test; a new broker has an empty log. */
    static void connect() {
        String current = System.getProperty("exchange.test.kafka");
        if (!current.equals(broker)) {
            broker = current;
            producer =
                    new KafkaProducer<>(
                            Map.of("bootstrap.servers", current, "linger.ms", 0),
                            new StringSerializer(),
                            new ByteArraySerializer());
            nextEvent = 1;
            nextCommand = 0;
            SEQUENCES.clear();
        }
    }

    static void flush() {
        producer.flush();
    }

    static void instrument(String symbol) {
        send(
                Topics.MARKET_INSTRUMENTS,
                symbol,
                Instrument.newBuilder().setSymbol(symbol).setState(MarketState.TRADING).build());
    }

    static void ticker(String symbol, String price) {
        send(
                Topics.MARKET_TICKERS,
                symbol,
                Ticker.newBuilder()
                        .setSymbol(symbol)
                        .setPrice(Units.of(price))
                        .setOpen(Units.of("44168.62"))
                        .setHigh(Units.of("46100"))
                        .setLow(Units.of("44800"))
                        .setTimestamp(NOW)
                        .build());
    }

    static Level level(String price, String quantity) {
        return Level.newBuilder().setPrice(Units.of(price)).setQuantity(Units.of(quantity)).build();
    }

    static void book(String symbol, long sequence, List<Level> bids, List<Level> asks) {
        send(
                Topics.MARKET_DEPTH,
                symbol,
                Depth.newBuilder()
                        .setSymbol(symbol)
                        .setSnapshot(true)
                        .setSequence(sequence)
                        .setTimestamp(NOW)
                        .addAllBids(bids)
                        .addAllAsks(asks)
                        .build());
    }

    static void bids(String symbol, long previous, long sequence, Level... bids) {
        send(
                Topics.MARKET_DEPTH,
                symbol,
                Depth.newBuilder()
                        .setSymbol(symbol)
                        .setPreviousSequence(previous)
                        .setSequence(sequence)
                        .setTimestamp(NOW + sequence)
                        .addAllBids(List.of(bids))
                        .build());
    }

    static void trade(String symbol, long id, String price) {
        send(
                Topics.MARKET_TRADES,
                symbol,
                PublicTrades.newBuilder()
                        .addTrades(
                                PublicTrade.newBuilder()
                                        .setTradeId(id)
                                        .setSymbol(symbol)
                                        .setPrice(Units.of(price))
                                        .setQuantity(Units.of("0.02"))
                                        .setQuoteQuantity(Units.of("905.015"))
                                        .setTakerBought(true)
                                        .setTimestamp(NOW))
                        .build());
    }

    static void candle(String symbol, long openTime, String close, boolean closed) {
        send(
                Topics.MARKET_CANDLES,
                symbol,
                Candle.newBuilder()
                        .setSymbol(symbol)
                        .setInterval("1m")
                        .setOpenTime(openTime)
                        .setOpen(Units.of("45240"))
                        .setHigh(Units.of("45260.5"))
                        .setLow(Units.of("45238"))
                        .setClose(Units.of(close))
                        .setVolume(Units.of("3.21"))
                        .setTrades(41)
                        .setClosed(closed)
                        .setTimestamp(NOW)
                        .build());
    }

    /**
     * A command in the log whose event is not published yet; the next event covers it.
     *
     * @return its offset
     */
    static long command() throws Exception {
        long offset = -1;
        while (offset < nextEvent) {
            offset =
                    producer.send(
                                    new ProducerRecord<>(
                                            Topics.TRADING_COMMANDS, 0, "c", new byte[] {1}))
                            .get()
                            .offset();
        }
        nextCommand = offset;
        return offset;
    }

    /** A new order of an account; its number. */
    static long order(long accountId) {
        long orderId = next("order");
        event(orderChanged(OrderChange.CHANGE_NEW, order(accountId, orderId).build()));
        return orderId;
    }

    /** A partial fill of an order. */
    static void fill(long accountId, long orderId) {
        Order filled =
                order(accountId, orderId)
                        .setSubStatus(OrderSubStatus.SUB_PARTIALLY_FILLED)
                        .setFilledQuantity(Units.of("0.2"))
                        .setFilledValue(Units.of("9000"))
                        .setFees(Units.of("9"))
                        .setUpdateSequence(2)
                        .build();
        Fill fill =
                Fill.newBuilder()
                        .setTradeId(88213)
                        .setPrice(Units.of("45000"))
                        .setQuantity(Units.of("0.2"))
                        .setQuoteQuantity(Units.of("9000"))
                        .setFee(Units.of("9"))
                        .setLiquidity(Liquidity.MAKER)
                        .setTradesSequence(next("trades" + accountId))
                        .build();
        event(orderChanged(OrderChange.CHANGE_FILL, filled).setFill(fill));
    }

    /** The end of an order by its owner's wish. */
    static void cancelled(long accountId, long orderId) {
        event(
                orderChanged(
                        OrderChange.CHANGE_CANCELLED,
                        order(accountId, orderId)
                                .setStatus(OrderStatus.CANCELLED)
                                .setSubStatus(OrderSubStatus.SUB_CANCELLED)
                                .setUpdateSequence(3)
                                .build()));
    }

    static void balance(long accountId, String asset, String available, String held) {
        publish(
                Event.newBuilder()
                        .setTime(NOW)
                        .setBalancesChanged(
                                BalancesChanged.newBuilder()
                                        .setAccountId(accountId)
                                        .setReason(BalanceReason.BALANCE_TRADE)
                                        .setReferenceId("88213")
                                        .setBalancesSequence(next("balances" + accountId))
                                        .addBalances(
                                                Balance.newBuilder()
                                                        .setAsset(asset)
                                                        .setAvailable(Units.of(available))
                                                        .setHeld(Units.of(held)))));
    }

    private static Order.Builder order(long accountId, long orderId) {
        return Order.newBuilder()
                .setOrderId(orderId)
                .setClientOrderId("grid-" + orderId)
                .setAccountId(accountId)
                .setSymbol("BTCUSD")
                .setSide(Side.BUY)
                .setType(OrderType.LIMIT)
                .setStatus(OrderStatus.ACTIVE)
                .setSubStatus(OrderSubStatus.SUB_NEW)
                .setQuantity(Units.of("0.5"))
                .setLimitPrice(Units.of("45000"))
                .setTimeInForce(TimeInForce.GTC)
                .setSelfTradePrevention(SelfTradePrevention.CANCEL_NEWEST)
                .setQuoteAsset("USD")
                .setCreatedAt(NOW)
                .setUpdatedAt(NOW)
                .setUpdateSequence(1);
    }

    private static OrderChanged.Builder orderChanged(OrderChange change, Order order) {
        return OrderChanged.newBuilder()
                .setChange(change)
                .setOrder(order)
                .setOrdersSequence(next("orders" + order.getAccountId()));
    }

    private static void event(OrderChanged.Builder change) {
        publish(Event.newBuilder().setTime(NOW).setOrderChanged(change));
    }

    private static void publish(Event.Builder event) {
        send(
                Topics.TRADING_EVENTS,
                "0",
                EventFrame.newBuilder()
                        .setFirstSequence(nextEvent)
                        .setCommandOffset(Math.max(nextEvent, nextCommand))
                        .setTime(NOW)
                        .addEvents(event)
                        .build());
        nextEvent++;
    }

    private static long next(String counter) {
        return SEQUENCES.merge(counter, 1L, Long::sum);
    }

    private static void send(String topic, String key, MessageLite message) {
        producer.send(new ProducerRecord<>(topic, 0, key, message.toByteArray()));
    }
}
