package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.StatusReason;
import com.rescaleequity.order.trading.reference.ReferenceExchange;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random commands to the core and to a {@link ReferenceExchange}, compared after every step. {@code
 * -Dseeds=} and {@code -Dsteps=} set how many runs and how long, {@code -Dseed=} plays one alone.
 */
class TradingCoreSimulationTest {

    private static final int SEEDS = Integer.getInteger("seeds", 1000);
    private static final int STEPS = Integer.getInteger("steps", 2000);

    /** So many steps meet everything; fewer are for looking closely. */
    private static final long STEPS_THAT_MEET_ALL = 200_000;

    /** Reasons for which no command of today ends an order. */
    private static final Set<StatusReason> RESERVED = EnumSet.of(StatusReason.MARKET_CLOSED);

    @Test
    void coreAgreesWithTheReferenceAfterEveryStep() throws InterruptedException {
        // Given
        Long seed = Long.getLong("seed");
        long first = seed == null ? 1 : seed;
        long last = seed == null ? SEEDS : seed;

        // When
        SimulationCoverage coverage = SeededRuns.play(first, last, STEPS);

        // Then
        if (coverage.steps >= STEPS_THAT_MEET_ALL) {
            requireEverythingMet(coverage);
        }
    }

    private static void requireEverythingMet(SimulationCoverage coverage) {
        assertThat(coverage.rejectReasons).containsExactly(RejectReason.values());
        assertThat(EnumSet.complementOf(EnumSet.copyOf(coverage.statusReasons)))
                .isEqualTo(RESERVED);
        assertThat(coverage.orderChanges).containsExactly(OrderChange.values());
        Set<String> commands = names(Command.class);
        commands.remove(Command.SetLogicVersion.class.getSimpleName());
        assertThat(coverage.commands).isEqualTo(commands);
        Set<String> outcomes = names(Outcome.class);
        outcomes.remove(Outcome.CancelledBefore.class.getSimpleName()); // a part of Replayed
        assertThat(coverage.outcomes)
                .containsAll(outcomes)
                .containsAll(List.of("priority kept", "priority lost"));
        assertThat(coverage.trades).isGreaterThan(coverage.steps / 10);
        assertThat(coverage.restores).isGreaterThan(coverage.steps / 1000);
    }

    private static Set<String> names(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
    }

    @Test
    void sameCommandsGiveTheSameHashes() {
        // Given
        Simulation one = new Simulation(4711);
        Simulation other = new Simulation(4711);

        // When
        for (int step = 0; step < 500; step++) {
            one.step();
            other.step();
        }

        // Then
        assertThat(one.core().eventHash()).isEqualTo(other.core().eventHash()).isNotZero();
        assertThat(one.core().stateHash()).isEqualTo(other.core().stateHash()).isNotZero();
        assertThat(one.core().sequence()).isEqualTo(other.core().sequence());
    }
}
