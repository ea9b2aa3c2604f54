package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.order.trading.state.CorruptStateException;
import com.rescaleequity.protocol.trading.Tick;
import org.junit.jupiter.api.Test;

class SealTest {

    private final Seal seal = new Seal(TestSettings.keys(1).derived(Seal.VOTES));

    @Test
    void aVoteIsBelievedOnlyAsAReplicaCastIt() {
        // Given
        Tick vote = Witness.said("replica", new Standing(10, 20, 30), seal);
        Seal ofAnother = new Seal(TestSettings.keys(2).derived(Seal.VOTES));
        Seal forAnother = new Seal(TestSettings.keys(1).derived(Seal.SNAPSHOTS));

        // Then
        assertThat(Witness.isVouchedFor(vote, seal)).isTrue();
        assertThat(Witness.isVouchedFor(vote.toBuilder().setEventHash(31).build(), seal)).isFalse();
        assertThat(Witness.isVouchedFor(vote.toBuilder().setWitness("other").build(), seal))
                .isFalse();
        assertThat(Witness.isVouchedFor(vote.toBuilder().clearProof().build(), seal)).isFalse();
        assertThat(Witness.isVouchedFor(vote, ofAnother)).isFalse();
        assertThat(Witness.isVouchedFor(vote, forAnother)).isFalse();
    }

    @Test
    void nothingIsUnpackedBeyondWhatASnapshotSaysItHolds() {
        byte[] packed = Packing.pack(new byte[1 << 20]);

        assertThat(Packing.unpack(packed, 1 << 20)).hasSize(1 << 20);
        assertThatThrownBy(() -> Packing.unpack(packed, 1 << 10))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("another size");
        assertThatThrownBy(() -> Packing.unpack(packed, 1 << 21))
                .isInstanceOf(CorruptStateException.class);
    }
}
