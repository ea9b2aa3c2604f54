package com.rescaleequity.platform.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.view.OrderView.FillView;
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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written of thousands of different orders, to the byte. */
class OrderBytesTest {

    private static final int ORDERS = 20_000;
    private static final String BEFORE =
            "df76d97b73a0be0c6159702527a76cd9630835d8726695c2e1fda879d1e07569";

    private final Random random = new Random(7);

    @Test
    void areThoseThatDatabindMadeOfViewsBefore() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < ORDERS; i++) {
            Order order = order();
            List<FillView> fills = fills(order);
            OrderView view = i % 2 == 0 ? OrderView.of(order) : OrderView.of(order, fills);
            digest.update(Json.NUMBERS.bytes(view));
            digest.update(Json.STRINGS.bytes(view));
        }

        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(BEFORE);
    }

    private List<FillView> fills(Order order) {
        List<FillView> fills = new ArrayList<>();
        for (int i = random.nextInt(order.getFilledQuantity() == 0 ? 1 : 110); i > 0; i--) {
            Fill fill =
                    Fill.newBuilder()
                            .setTradeId(random.nextLong(1, 1L << 40))
                            .setPrice(amount())
                            .setQuantity(random.nextLong(1 << 20))
                            .setQuoteQuantity(amount())
                            .setFee(amount())
                            .setLiquidity(any(Liquidity.MAKER, Liquidity.TAKER))
                            .build();
            fills.add(FillView.of(fill, "USD", 7));
        }
        return fills;
    }

    private Order order() {
        long quantity = amount();
        return Order.newBuilder()
                .setOrderId(random.nextLong(1, 1L << 40))
                .setClientOrderId(any("grid-17", "x-1a", "a\"b\\c", "é€"))
                .setAccountId(51)
                .setSymbol("BTCUSD")
                .setSide(any(Side.BUY, Side.SELL))
                .setType(any(OrderType.LIMIT, OrderType.MARKET, OrderType.STOP_LOSS))
                .setStatus(
                        any(
                                OrderStatus.ACTIVE,
                                OrderStatus.FILLED,
                                OrderStatus.PENDING,
                                OrderStatus.CANCELLED))
                .setSubStatus(any(known(OrderSubStatus.values())))
                .setStatusReason(any(known(StatusReason.values())))
                .setQuantity(quantity)
                .setLimitPrice(amount())
                .setTriggerPrice(amount())
                .setQuoteQuantity(amount())
                .setFilledQuantity(any(0L, quantity / 2, quantity))
                .setFilledValue(amount())
                .setFees(amount())
                .setQuoteAsset("USD")
                .setTimeInForce(any(TimeInForce.GTC, TimeInForce.IOC, TimeInForce.GTD))
                .setPostOnly(random.nextBoolean())
                .setSelfTradePrevention(
                        any(SelfTradePrevention.CANCEL_NEWEST, SelfTradePrevention.CANCEL_BOTH))
                .setExpireAt(time())
                .setCreatedAt(time())
                .setUpdatedAt(time())
                .setTriggeredAt(time())
                .setClosedAt(time())
                .setLastTradeAt(time())
                .setUpdateSequence(random.nextInt(100))
                .build();
    }

    private long amount() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> random.nextLong(1, 1_000_000) * Units.ONE;
            case 2 -> random.nextLong(1, 1_000_000) * (Units.ONE / 100);
            case 3 -> random.nextLong(1, Units.ONE);
            default -> random.nextLong(Long.MAX_VALUE);
        };
    }

    private long time() {
        return random.nextInt(3) == 0 ? 0 : random.nextLong(1L << 41);
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** Without the first and the last constant, which stand for no word and for later ones. */
    private static <E extends Enum<E>> E[] known(E[] words) {
        return Arrays.copyOfRange(words, 1, words.length - 1);
    }
}
