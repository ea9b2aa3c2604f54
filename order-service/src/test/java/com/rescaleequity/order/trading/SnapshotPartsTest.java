package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.FundsMoveKind;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.TimeInForce;
import com.rescaleequity.order.trading.state.CorruptStateException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot comes in parts of a bounded size, and only all of them in their order restore it. */
class SnapshotPartsTest {

    private static final int PART_BYTES = 64;
    private static final int HASH_BYTES = 8;

    private final TradingCore core = new TradingCore();
    private final Outboxes outboxes = new Outboxes();
    private long time;

    @BeforeEach
    void fill() {
        apply(outboxes.send(new Command.SetInstrument(Instruments.bitcoin())));
        for (long account = 51; account < 71; account++) {
            order(account, "label-" + account);
        }
    }

    @Test
    void noPartIsLargerThanToldAndOnlyTheLastIsSmaller() {
        // When
        List<byte[]> parts = KeptState.of(core, PART_BYTES).parts();

        // Then
        assertThat(parts).hasSizeGreaterThan(20);
        assertThat(parts.subList(0, parts.size() - 1))
                .allMatch(part -> part.length == PART_BYTES + HASH_BYTES);
        assertThat(parts.getLast().length).isBetween(HASH_BYTES, PART_BYTES + HASH_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 64, 1 << 10, 1 << 22})
    void partsOfAnySizeRestoreTheSameCore(int partBytes) {
        // When
        TradingCore restored = KeptState.of(core, partBytes).restored(7);

        // Then
        assertThat(restored.stateHash()).isEqualTo(core.stateHash()).isNotZero();
        assertThat(restored.eventHash()).isEqualTo(core.eventHash());
        assertThat(restored.openOrders(51)).isEqualTo(core.openOrders(51));
        restored.checkInvariants();
    }

    @Test
    void anyChangedByteIsRefused() {
        for (int number = 0; number < KeptState.of(core, PART_BYTES).parts().size(); number++) {
            KeptState damaged = KeptState.of(core, PART_BYTES);
            byte[] part = damaged.parts().get(number);
            part[part.length / 2]++;
            requireRefused(damaged);
        }
    }

    @Test
    void partsThatAreCutOffLeftOutSwappedDoubledOrAnothersAreRefused() {
        KeptState cut = KeptState.of(core, PART_BYTES);
        cut.parts().removeLast();
        requireRefused(cut);

        KeptState missing = KeptState.of(core, PART_BYTES);
        missing.parts().remove(3);
        requireRefused(missing);

        KeptState swapped = KeptState.of(core, PART_BYTES);
        swapped.parts().add(4, swapped.parts().remove(3));
        requireRefused(swapped);

        KeptState doubled = KeptState.of(core, PART_BYTES);
        doubled.parts().add(4, doubled.parts().get(3));
        requireRefused(doubled);

        KeptState longer = KeptState.of(core, PART_BYTES);
        longer.parts().add(longer.parts().getLast());
        requireRefused(longer);

        KeptState foreign = KeptState.of(core, PART_BYTES);
        order(71, "one more");
        foreign.parts().set(5, KeptState.of(core, PART_BYTES).parts().get(5));
        requireRefused(foreign);

        KeptState nothing = KeptState.of(core, PART_BYTES);
        nothing.parts().clear();
        requireRefused(nothing);
    }

    private static void requireRefused(KeptState damaged) {
        assertThatThrownBy(() -> damaged.restored(7)).isInstanceOf(CorruptStateException.class);
    }

    private void order(long account, String label) {
        long amount = Instruments.units("1000");
        apply(
                outboxes.send(
                        new Command.MoveFunds(
                                account, "USD", amount, FundsMoveKind.DEPOSIT, "reference")));
        apply(
                CommandEnvelope.of(
                        new Command.PlaceOrder(
                                account,
                                "BTCUSD",
                                Side.BUY,
                                OrderType.LIMIT,
                                Instruments.units("1"),
                                0,
                                Instruments.units("90"),
                                0,
                                TimeInForce.GTC,
                                false,
                                null,
                                0,
                                ClientOrderId.of(label),
                                false,
                                0)));
    }

    private void apply(CommandEnvelope envelope) {
        assertThat(core.apply(envelope, ++time, (_, _, _) -> {}))
                .isNotInstanceOf(Outcome.Rejected.class);
    }
}
