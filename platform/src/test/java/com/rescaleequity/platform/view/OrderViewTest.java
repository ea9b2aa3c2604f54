package com.rescaleequity.platform.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.protocol.trading.Fill;
import com.rescaleequity.protocol.trading.Liquidity;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderStatus;
import com.rescaleequity.protocol.trading.OrderSubStatus;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import com.rescaleequity.protocol.trading.Side;
import com.rescaleequity.protocol.trading.StatusReason;
import com.rescaleequity.protocol.trading.TimeInForce;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrderViewTest {

    @Test
    void isTheOrderObjectOfTheContract() {
        assertThat(Json.NUMBERS.text(OrderView.of(limitOrder().build())))
                .isEqualTo(
                        "{\"orderId\":\"1000231\",\"clientOrderId\":\"grid-17\",\"symbol\":\"BTCUSD\","
                                + "\"side\":\"buy\",\"type\":\"limit\",\"status\":\"active\","
                                + "\"subStatus\":\"partially_filled\",\"statusReason\":null,"
                                + "\"quantity\":0.5,\"price\":45000,\"triggerPrice\":null,"
                                + "\"limitPrice\":45000,\"quoteQuantity\":null,\"filledQuantity\":0.2,"
                                + "\"remainingQuantity\":0.3,\"averagePrice\":45000,\"filledValue\":9000,"
                                + "\"fees\":[{\"asset\":\"USD\",\"amount\":9}],\"timeInForce\":\"GTC\","
                                + "\"postOnly\":false,\"selfTradePrevention\":\"cancel-newest\","
                                + "\"expireAt\":null,\"createdAt\":1760000000000,"
                                + "\"updatedAt\":1760000004210,\"triggeredAt\":null,\"closedAt\":null,"
                                + "\"lastTradeAt\":1760000004210,\"updateSequence\":7}");
    }

    @Test
    void fillsFollowWhereTheyBelong() {
        Fill fill =
                Fill.newBuilder()
                        .setTradeId(88213)
                        .setPrice(Units.of("45000"))
                        .setQuantity(Units.of("0.2"))
                        .setQuoteQuantity(Units.of("9000"))
                        .setFee(Units.of("9"))
                        .setLiquidity(Liquidity.MAKER)
                        .build();

        String json =
                Json.NUMBERS.text(
                        OrderView.of(
                                limitOrder().build(),
                                List.of(OrderView.FillView.of(fill, "USD", 1760000004210L))));

        assertThat(json)
                .endsWith(
                        ",\"fills\":[{\"tradeId\":88213,\"price\":45000,\"quantity\":0.2,"
                                + "\"quoteQuantity\":9000,\"fee\":9,\"feeAsset\":\"USD\","
                                + "\"liquidity\":\"maker\",\"timestamp\":1760000004210}]}");
    }

    @Test
    void onlyTheNewestHundredFillsAreShownAndTheTotalsAreOfAll() {
        Order order =
                limitOrder()
                        .setQuantity(Units.of("102"))
                        .setFilledQuantity(Units.of("101"))
                        .build();
        List<OrderView.FillView> all =
                LongStream.rangeClosed(1, 101).mapToObj(OrderViewTest::fill).toList();

        OrderView ofAll = OrderView.of(order, all);
        OrderView ofNewest = OrderView.of(order, all.subList(1, 101));
        OrderView exact =
                OrderView.of(
                        order.toBuilder().setFilledQuantity(Units.of("100")).build(),
                        all.subList(0, 100));

        assertThat(ofAll.fills()).isEqualTo(all.subList(1, 101));
        assertThat(Json.NUMBERS.text(ofAll))
                .contains("\"filledQuantity\":101,")
                .endsWith("],\"fillsTruncated\":true}");
        assertThat(ofNewest).isEqualTo(ofAll);
        assertThat(exact.fills()).hasSize(100);
        assertThat(Json.NUMBERS.text(exact)).doesNotContain("fillsTruncated");
    }

    private static OrderView.FillView fill(long tradeId) {
        Fill fill =
                Fill.newBuilder()
                        .setTradeId(tradeId)
                        .setPrice(Units.of("1"))
                        .setQuantity(Units.of("1"))
                        .setQuoteQuantity(Units.of("1"))
                        .build();
        return OrderView.FillView.of(fill, "USD", tradeId);
    }

    @Test
    void filledAndRemainingAreTheQuantity() {
        assertThat(text(limitOrder()))
                .contains(
                        "\"quantity\":0.5,",
                        "\"filledQuantity\":0.2,",
                        "\"remainingQuantity\":0.3,");
    }

    @Test
    void theAveragePriceHasTwelveDigits() {
        Order.Builder order =
                limitOrder().setFilledQuantity(Units.of("0.3")).setFilledValue(Units.of("13500.1"));

        assertThat(text(order)).contains("\"averagePrice\":45000.3333333,");
    }

    @Test
    void anOrderWithoutFillsHasNoAveragePriceAndNoFees() {
        assertThat(text(limitOrder().clearFilledQuantity().clearFilledValue().clearFees()))
                .contains(
                        "\"averagePrice\":null,",
                        "\"filledQuantity\":0,",
                        "\"filledValue\":0,",
                        "\"fees\":[]");
    }

    @Test
    void theFeeOfAFilledOrderIsShownEvenWhenItIsNothing() {
        assertThat(text(limitOrder().clearFees()))
                .contains("\"fees\":[{\"asset\":\"USD\",\"amount\":0}]");
    }

    @Test
    void anOrderByValueHasNoQuantityUntilItIsDone() {
        Order.Builder order =
                limitOrder()
                        .setType(OrderType.MARKET)
                        .clearLimitPrice()
                        .clearQuantity()
                        .clearFilledQuantity()
                        .setQuoteQuantity(Units.of("1000"));

        String working = text(order);
        String done =
                text(
                        order.clone()
                                .setQuantity(Units.of("0.02205"))
                                .setFilledQuantity(Units.of("0.02205"))
                                .setStatus(OrderStatus.FILLED));
        String unfilled =
                text(
                        order.setStatus(OrderStatus.CANCELLED)
                                .setStatusReason(StatusReason.INSUFFICIENT_LIQUIDITY));

        assertThat(working)
                .contains(
                        "\"quantity\":null,",
                        "\"remainingQuantity\":null,",
                        "\"quoteQuantity\":1000,");
        assertThat(done).contains("\"quantity\":0.02205,", "\"remainingQuantity\":0,");
        assertThat(unfilled)
                .contains(
                        "\"quantity\":null,",
                        "\"remainingQuantity\":null,",
                        "\"filledQuantity\":0,",
                        "\"statusReason\":\"insufficient_liquidity\",");
    }

    @Test
    void thePriceFollowsTheType() {
        String limit = text(limitOrder());
        String stop =
                text(limitOrder().setType(OrderType.STOP_LOSS).setTriggerPrice(Units.of("44000")));
        String market = text(limitOrder().setType(OrderType.MARKET).clearLimitPrice());

        assertThat(limit).contains("\"price\":45000,", "\"limitPrice\":45000,");
        assertThat(stop)
                .contains("\"type\":\"stop-loss\",", "\"price\":44000,", "\"limitPrice\":45000,");
        assertThat(market).contains("\"price\":null,", "\"limitPrice\":null,");
    }

    private static String text(Order.Builder order) {
        return Json.NUMBERS.text(OrderView.of(order.build()));
    }

    private static Order.Builder limitOrder() {
        return Order.newBuilder()
                .setOrderId(1000231)
                .setClientOrderId("grid-17")
                .setAccountId(51)
                .setSymbol("BTCUSD")
                .setSide(Side.BUY)
                .setType(OrderType.LIMIT)
                .setStatus(OrderStatus.ACTIVE)
                .setSubStatus(OrderSubStatus.SUB_PARTIALLY_FILLED)
                .setQuantity(Units.of("0.5"))
                .setLimitPrice(Units.of("45000"))
                .setFilledQuantity(Units.of("0.2"))
                .setFilledValue(Units.of("9000"))
                .setFees(Units.of("9"))
                .setQuoteAsset("USD")
                .setTimeInForce(TimeInForce.GTC)
                .setSelfTradePrevention(SelfTradePrevention.CANCEL_NEWEST)
                .setCreatedAt(1760000000000L)
                .setUpdatedAt(1760000004210L)
                .setLastTradeAt(1760000004210L)
                .setUpdateSequence(7);
    }
}
