package com.rescaleequity.platform.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.protocol.trading.MarketState;
import com.rescaleequity.protocol.trading.OrderChange;
import com.rescaleequity.protocol.trading.OrderStatus;
import com.rescaleequity.protocol.trading.OrderSubStatus;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import com.rescaleequity.protocol.trading.Side;
import com.rescaleequity.protocol.trading.StatusReason;
import com.rescaleequity.protocol.trading.TimeInForce;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void everyWordThatIsSentInComesOutTheSame() {
        assertBothWays(Words.SIDES, Words::side, Side.values());
        assertBothWays(Words.ORDER_TYPES, Words::type, OrderType.values());
        assertBothWays(Words.TIMES_IN_FORCE, Words::timeInForce, TimeInForce.values());
        assertBothWays(
                Words.SELF_TRADE_PREVENTIONS,
                Words::selfTradePrevention,
                SelfTradePrevention.values());
        assertThat(Words.SIDES.keySet()).containsExactly("buy", "sell");
        assertThat(Words.ORDER_TYPES.keySet()).containsExactly("market", "limit", "stop-loss");
        assertThat(Words.TIMES_IN_FORCE.keySet()).containsExactly("GTC", "IOC", "FOK", "GTD");
        assertThat(Words.SELF_TRADE_PREVENTIONS.keySet())
                .containsExactly("cancel-newest", "cancel-oldest", "cancel-both");
    }

    @Test
    void statusesAreTheFourOfTheContractAndTheAmericanSpellingIsUnderstood() {
        assertThat(outputs(Words::status, OrderStatus.values()))
                .containsExactly("pending", "active", "filled", "cancelled");
        assertThat(Words.STATUSES)
                .containsOnly(
                        Map.entry("active", OrderStatus.ACTIVE),
                        Map.entry("filled", OrderStatus.FILLED),
                        Map.entry("cancelled", OrderStatus.CANCELLED),
                        Map.entry("pending", OrderStatus.PENDING),
                        Map.entry("canceled", OrderStatus.CANCELLED));
    }

    @Test
    void subStatusesAreTheContracts() {
        assertThat(outputs(Words::subStatus, OrderSubStatus.values()))
                .containsExactly(
                        "pending_trigger",
                        "new",
                        "partially_filled",
                        "filled",
                        "cancelled",
                        "expired",
                        "rejected");
    }

    @Test
    void reasonsAreTheContracts() {
        assertThat(Words.reason(StatusReason.STATUS_REASON_UNSPECIFIED)).isNull();
        assertThat(Words.reason(StatusReason.UNRECOGNIZED)).isNull();
        assertThat(outputs(Words::reason, StatusReason.values()))
                .containsExactly(
                        "user_request",
                        "cancel_all",
                        "cancel_all_after",
                        "cancel_on_disconnect",
                        "self_trade_prevention",
                        "ioc_unfilled",
                        "fok_unfillable",
                        "insufficient_liquidity",
                        "price_collar",
                        "gtd_expired",
                        "market_closed",
                        "delisted",
                        "trigger_insufficient_balance",
                        "trigger_price_band",
                        "admin");
    }

    @Test
    void changesAndMarketStatesAreTheContracts() {
        assertThat(outputs(Words::change, OrderChange.values()))
                .containsExactly(
                        "new", "triggered", "fill", "amended", "cancelled", "expired", "rejected");
        assertThat(outputs(Words::market, MarketState.values()))
                .containsExactly("trading", "halted", "cancel-only", "post-only", "delisted");
        assertThat(Words.market(MarketState.UNRECOGNIZED)).isEqualTo("halted");
    }

    private static <E extends Enum<E>> void assertBothWays(
            Map<String, E> in, Function<E, String> out, E[] all) {
        in.forEach((word, value) -> assertThat(out.apply(value)).isEqualTo(word));
        assertThat(new HashSet<>(in.values())).hasSize(all.length - 2);
    }

    /** The words of every value that means something. */
    private static <E extends Enum<E>> List<String> outputs(Function<E, String> out, E[] all) {
        return Arrays.stream(all)
                .filter(v -> !v.name().endsWith("UNSPECIFIED") && !v.name().equals("UNRECOGNIZED"))
                .map(out)
                .toList();
    }
}
