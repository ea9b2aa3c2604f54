package com.rescaleequity.order.trading.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.EventHash;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What replicas of other builds and snapshots of theirs rely on: no field may move. */
class RecordStateTest {

    private static final Instrument EACH_FIELD_ANOTHER =
            new Instrument(
                    "BTCUSD",
                    "Bitcoin / US Dollar",
                    "BTC",
                    "USD",
                    "crypto",
                    MarketState.CANCEL_ONLY,
                    1,
                    2,
                    3,
                    4,
                    5,
                    6,
                    7,
                    8,
                    9,
                    10,
                    11,
                    12,
                    13,
                    14,
                    SelfTradePrevention.CANCEL_BOTH,
                    15,
                    16,
                    17,
                    18);

    @Test
    void theKeptStateHasItsFieldsInTheSameOrderForEver() {
        byte[] kept =
                StateWriter.onePart(
                        state -> RecordState.writeInstrument(state, EACH_FIELD_ANOTHER));

        assertThat(HexFormat.of().formatHex(kept))
                .isEqualTo(
                        "0c42544355534426426974636f696e202f20555320446f6c6c6172"
                                + "06425443065553440c63727970746f0402"
                                + "0406080a0c0e10121416181a1c041e202224ac851da47a90321e");
        assertThat(RecordState.readInstrument(StateReader.ofOnePart(kept)))
                .isEqualTo(EACH_FIELD_ANOTHER);
    }

    @Test
    void theEventHashTakesThemInTheSameOrderForEver() {
        EventHash hash = new EventHash();

        hash.add(19, new Event.InstrumentSet(EACH_FIELD_ANOTHER));

        assertThat(Long.toHexString(hash.value())).isEqualTo("34cb92e10ea60b30");
    }
}
