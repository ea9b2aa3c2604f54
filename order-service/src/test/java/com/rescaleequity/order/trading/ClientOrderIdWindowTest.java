package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.Command.AmendOrder;
import com.rescaleequity.order.trading.message.Command.CancelOrder;
import com.rescaleequity.order.trading.message.Command.MoveFunds;
import com.rescaleequity.order.trading.message.Command.PlaceOrder;
import com.rescaleequity.order.trading.message.Command.SetInstrument;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.FundsMoveKind;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Accepted;
import com.rescaleequity.order.trading.message.Outcome.Amended;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random labels of one account through several windows of closed orders, against a plain list of
 * them and against a core that is restored from time to time and so has no index of labels then.
 */
class ClientOrderIdWindowTest {

    private static final long ALICE = 51;
    private static final int COMMANDS = 30_000;
    private static final int COMMANDS_BETWEEN_RESTORES = 3_001;
    private static final int MOST_OPEN = 4;

    private record Labelled(String label, long orderId) {}

    private final Deque<Labelled> closed = new ArrayDeque<>();
    private final List<Labelled> open = new ArrayList<>();
    private final Outboxes outboxes = new Outboxes();
    private TradingCore core = new TradingCore(3);
    private TradingCore restored = new TradingCore(5);
    private SplittableRandom random = new SplittableRandom();
    private long time;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void labelsAreTakenWhateverTheCoreHasIndexed(boolean newLabelsMayClash) {
        // Given
        random = new SplittableRandom(newLabelsMayClash ? 11 : 12);
        apply(new SetInstrument(Instruments.bitcoin()));
        long dollars = Instruments.units("10000");
        apply(new MoveFunds(ALICE, "USD", dollars, FundsMoveKind.DEPOSIT, "start"));
        int asked = 0;
        for (int i = 1; i <= COMMANDS; i++) {
            // When
            boolean asks = i > 2 * COMMANDS_BETWEEN_RESTORES && random.nextInt(5) == 0;
            if (asks) {
                ask();
                asked++;
            } else {
                placeNew(newLabelsMayClash && random.nextInt(500) == 0);
            }
            while (open.size() > MOST_OPEN) {
                cancel();
            }
            if (i % COMMANDS_BETWEEN_RESTORES == 0) {
                restored = KeptState.of(restored).restored(i);
            }
        }
        // Then
        assertThat(asked).isGreaterThan(4_000);
        assertThat(restored.stateHash()).isEqualTo(core.stateHash());
        core.checkInvariants();
    }

    private void placeNew(boolean clashing) {
        String label =
                clashing ? used() : ClientOrderId.of(random.nextLong(1, Long.MAX_VALUE)).text();
        boolean number = ClientOrderId.of(label).number() != 0;
        long existing = number ? 0 : find(label);
        place(label, true, existing);
    }

    private void ask() {
        String label =
                switch (random.nextInt(4)) {
                    case 0 -> "t" + random.nextInt(20_000);
                    case 1 -> ClientOrderId.of(1 + random.nextInt(20_000)).text();
                    default -> used();
                };
        switch (random.nextInt(3)) {
            case 0 -> amend(label);
            case 1 -> cancel(label);
            default -> place(label, false, find(label));
        }
    }

    /** The label of an order that is open, or was, perhaps too long ago to count. */
    private String used() {
        if (closed.isEmpty() || (!open.isEmpty() && random.nextInt(3) == 0)) {
            return open.isEmpty() ? "none" : open.get(random.nextInt(open.size())).label();
        }
        Iterator<Labelled> youngest = closed.descendingIterator();
        Labelled found = youngest.next();
        for (int i = random.nextInt(closed.size()); i > 0; i--) {
            found = youngest.next();
        }
        return found.label();
    }

    /** The youngest of the open orders with a label, or else the one that closed last, or 0. */
    private long find(String label) {
        for (Labelled order : open.reversed()) {
            if (order.label().equals(label)) {
                return order.orderId();
            }
        }
        for (Labelled order : closed.reversed()) {
            if (order.label().equals(label)) {
                return order.orderId();
            }
        }
        return 0;
    }

    private void place(String label, boolean isNew, long existing) {
        Outcome outcome = apply(order(label, isNew));
        if (existing == 0) {
            assertThat(outcome).as(label).isInstanceOf(Accepted.class);
            open.add(new Labelled(label, ((Accepted) outcome).order().orderId()));
        } else {
            assertThat(outcome).as(label).isEqualTo(duplicateOf(existing));
        }
    }

    private void amend(String label) {
        int which = random.nextInt(open.size());
        Labelled order = open.get(which);
        long existing = order.label().equals(label) ? 0 : find(label);
        Outcome outcome =
                apply(new AmendOrder(ALICE, order.orderId(), "", 0, 0, 0, 0, label, null));
        if (existing != 0) {
            assertThat(outcome).as(label).isEqualTo(duplicateOf(existing));
        } else if (!order.label().equals(label)) {
            assertThat(outcome).as(label).isInstanceOf(Amended.class);
            close(order);
            open.set(which, new Labelled(label, order.orderId()));
        }
    }

    private void cancel() {
        Labelled order = open.remove(random.nextInt(open.size()));
        Outcome outcome = apply(new CancelOrder(ALICE, order.orderId(), ""));
        assertThat(outcome).isInstanceOf(Accepted.class);
        close(order);
    }

    private void cancel(String label) {
        long meant = find(label);
        Outcome outcome = apply(new CancelOrder(ALICE, 0, label));
        Labelled order = new Labelled(label, meant);
        assertThat(outcome instanceof Accepted).as(label).isEqualTo(open.contains(order));
        if (open.remove(order)) {
            close(order);
        }
    }

    private void close(Labelled order) {
        closed.add(order);
        if (closed.size() > ClientOrderIds.REMEMBERED) {
            closed.remove();
        }
    }

    private static Rejected duplicateOf(long orderId) {
        return new Rejected(
                RejectReason.DUPLICATE_CLIENT_ORDER_ID, new RejectDetails.ExistingOrder(orderId));
    }

    private static PlaceOrder order(String label, boolean isNew) {
        return new PlaceOrder(
                ALICE,
                "BTCUSD",
                Side.BUY,
                OrderType.LIMIT,
                Instruments.units("1"),
                0,
                Instruments.units("90"),
                0,
                null,
                false,
                null,
                0,
                ClientOrderId.of(label),
                isNew,
                0);
    }

    private Outcome apply(Command command) {
        time++;
        CommandEnvelope envelope = outboxes.send(command);
        Outcome outcome = core.apply(envelope, time, (sequence, when, event) -> {});
        Outcome twin = restored.apply(envelope, time, (sequence, when, event) -> {});
        assertThat(twin).isEqualTo(outcome);
        assertThat(restored.eventHash()).isEqualTo(core.eventHash());
        return outcome;
    }
}
