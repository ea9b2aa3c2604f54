package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ProtocolMessageEnum;
import com.rescaleequity.order.trading.message.AccountState;
import com.rescaleequity.order.trading.message.BalanceReason;
import com.rescaleequity.order.trading.message.FundsMoveKind;
import com.rescaleequity.order.trading.message.Liquidity;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderSubStatus;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.StatusReason;
import com.rescaleequity.order.trading.message.TimeInForce;
import com.rescaleequity.order.trading.message.Word;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Holds the core's words and the wire's together. */
class WireEnumsTest {

    private record Pair(Word[] words, IntFunction<? extends ProtocolMessageEnum> wire) {}

    private static final List<Pair> PAIRS =
            List.of(
                    pair(Side.values(), com.rescaleequity.protocol.trading.Side::forNumber),
                    pair(
                            OrderType.values(),
                            com.rescaleequity.protocol.trading.OrderType::forNumber),
                    pair(
                            TimeInForce.values(),
                            com.rescaleequity.protocol.trading.TimeInForce::forNumber),
                    pair(
                            SelfTradePrevention.values(),
                            com.rescaleequity.protocol.trading.SelfTradePrevention::forNumber),
                    pair(
                            OrderStatus.values(),
                            com.rescaleequity.protocol.trading.OrderStatus::forNumber),
                    pair(
                            OrderSubStatus.values(),
                            com.rescaleequity.protocol.trading.OrderSubStatus::forNumber),
                    pair(
                            StatusReason.values(),
                            com.rescaleequity.protocol.trading.StatusReason::forNumber),
                    pair(
                            MarketState.values(),
                            com.rescaleequity.protocol.trading.MarketState::forNumber),
                    pair(
                            AccountState.values(),
                            com.rescaleequity.protocol.trading.AccountState::forNumber),
                    pair(
                            OrderChange.values(),
                            com.rescaleequity.protocol.trading.OrderChange::forNumber),
                    pair(
                            Liquidity.values(),
                            com.rescaleequity.protocol.trading.Liquidity::forNumber),
                    pair(
                            FundsMoveKind.values(),
                            com.rescaleequity.protocol.trading.FundsMoveKind::forNumber),
                    pair(
                            BalanceReason.values(),
                            com.rescaleequity.protocol.trading.BalanceReason::forNumber));

    @Test
    void everyWordOfTheCoreIsTheSameWordOnTheWire() {
        for (Pair pair : PAIRS) {
            for (Word word : pair.words()) {
                if (word == StatusReason.NONE) {
                    continue;
                }
                ProtocolMessageEnum wire = pair.wire().apply(WireEnums.number(word));
                assertThat(wire).as(word.toString()).isNotNull();
                assertThat(((Enum<?>) wire).name()).endsWith(word.toString());
            }
        }
    }

    @Test
    void theWireHasNoWordThatTheCoreLacks() {
        for (Pair pair : PAIRS) {
            int last = Arrays.stream(pair.words()).mapToInt(WireEnums::number).max().orElseThrow();
            assertThat(pair.wire().apply(last + 1)).isNull();
        }
    }

    @Test
    void unspecifiedIsRefusedWhereAWordIsNeeded() {
        assertThatThrownBy(() ->
                        WireEnums.required(
                                Side.values(),
                                com.rescaleequity.protocol.trading.Side.SIDE_UNSPECIFIED))
                .isInstanceOf(UnreadableCommandException.class);
    }

    private static Pair pair(Word[] words, IntFunction<? extends ProtocolMessageEnum> wire) {
        return new Pair(words, wire);
    }
}
