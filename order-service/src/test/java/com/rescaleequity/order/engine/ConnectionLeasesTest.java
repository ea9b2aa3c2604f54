package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.PlaceOrder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConnectionLeasesTest {

    private final List<Command> log = new CopyOnWriteArrayList<>();
    private volatile boolean takesNothing;
    private final ConnectionLeases leases = new ConnectionLeases("here", this::append);

    private void append(Command command, Consumer<Throwable> onFailure) {
        if (takesNothing) {
            onFailure.accept(new IllegalStateException("no log"));
        } else {
            log.add(command);
        }
    }

    private static Command order(long lease) {
        return Command.newBuilder()
                .setOrigin("here")
                .setLease(lease)
                .setPlaceOrder(PlaceOrder.newBuilder().setAccountId(51))
                .build();
    }

    @Test
    void noOrderComesBehindTheEndOfItsConnection() {
        // Given
        long lease = leases.open();
        long other = leases.open();
        leases.append(lease, () -> log.add(order(lease)));
        // When
        leases.end(51, lease);
        leases.end(51, lease);
        boolean late = leases.append(lease, () -> log.add(order(lease)));
        boolean others = leases.append(other, () -> log.add(order(other)));
        // Then
        assertThat(late).isFalse();
        assertThat(others).isTrue();
        assertThat(log).hasSize(3);
        assertThat(log.get(0).getLease()).isEqualTo(lease).isNotEqualTo(other);
        assertThat(log.get(1).getEndLease().getLease()).isEqualTo(lease);
        assertThat(log.get(1).getEndLease().getAccountId()).isEqualTo(51);
        assertThat(log.get(1).getOrigin()).isEqualTo("here");
        assertThat(leases.count()).isEqualTo(1);
    }

    @Test
    void connectionWithoutOrdersLeavesNothingInTheLog() {
        // Given
        long lease = leases.open();
        // When
        leases.end(51, lease);
        // Then
        assertThat(log).isEmpty();
        assertThat(leases.count()).isZero();
    }

    @Test
    void endIsSentUntilTheLogHasIt() throws InterruptedException {
        // Given
        long lease = leases.open();
        leases.append(lease, () -> {});
        leases.start();
        takesNothing = true;
        leases.end(51, lease);
        assertThat(log).isEmpty();
        // When
        takesNothing = false;
        // Then
        while (log.isEmpty()) {
            Thread.sleep(10);
        }
        assertThat(log.getFirst().getEndLease().getLease()).isEqualTo(lease);
        leases.close();
    }
}
