package com.rescaleequity.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlowAgreementTest {

    private static final int COMMANDS = 30_000;

    static Stream<Flow> flows() {
        return Stream.of(Flows.steady(COMMANDS), Flows.growing(COMMANDS));
    }

    @ParameterizedTest
    @MethodSource("flows")
    void everyBookComesToTheSameTotals(Flow flow) {
        // When
        FlowTotals own = totals(new OwnBook(), flow);
        FlowTotals naive = totals(PeerBook.naive(), flow);
        FlowTotals direct = totals(PeerBook.direct(), flow);

        // Then
        assertThat(own.trades()).isPositive();
        assertThat(own.restingOrders()).isPositive();
        assertThat(own).isEqualTo(naive).isEqualTo(direct).isEqualTo(flow.totals());
    }

    @ParameterizedTest
    @MethodSource("flows")
    void theWholeCoreComesToTheTotalsOfTheBooks(Flow flow) {
        // When
        WholeCore core = new WholeCore();
        core.replay(WholeCore.envelopes(flow.commands()));

        // Then
        assertThat(core.totals()).isEqualTo(flow.totals());
    }

    private static FlowTotals totals(BenchmarkedBook book, Flow flow) {
        for (FlowCommand command : flow.commands()) {
            book.apply(command);
        }
        return book.totals();
    }
}
