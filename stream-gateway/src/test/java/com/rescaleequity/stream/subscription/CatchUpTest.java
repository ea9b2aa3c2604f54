package com.rescaleequity.stream.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.platform.socket.delivery.CloseCode;
import com.rescaleequity.platform.socket.delivery.Frame;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderChange;
import com.rescaleequity.protocol.trading.OrderChanged;
import com.rescaleequity.protocol.trading.OrderStatus;
import com.rescaleequity.protocol.trading.OrderSubStatus;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import com.rescaleequity.protocol.trading.Side;
import com.rescaleequity.protocol.trading.TimeInForce;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final int PAST = 6_000;
    private static final int OPEN = 100;
    private static final long BUSY = 51;
    private static final long QUIET = 52;

    private final Audience audience = new Audience();
    private final PrivateEvents events = new PrivateEvents(audience, 10_000);
    private final StreamSnapshots snapshots =
            new StreamSnapshots(
                    new TickerBoard(audience),
                    new BookBoard(audience),
                    new CandleBoard(audience),
                    events);
    private final Deque<Runnable> hub = new ArrayDeque<>();
    private final CatchUp catchUp = new CatchUp(hub::add, snapshots, events);
    private final Subscriptions subscriptions =
            new Subscriptions(audience, snapshots, events, catchUp);
    private long sequence;

    private void order(long account, long number) {
        Order order =
                Order.newBuilder()
                        .setOrderId(number % OPEN)
                        .setAccountId(account)
                        .setSymbol("BTCUSD")
                        .setSide(Side.BUY)
                        .setType(OrderType.LIMIT)
                        .setStatus(OrderStatus.ACTIVE)
                        .setSubStatus(OrderSubStatus.SUB_NEW)
                        .setTimeInForce(TimeInForce.GTC)
                        .setSelfTradePrevention(SelfTradePrevention.CANCEL_NEWEST)
                        .setQuoteAsset("USD")
                        .build();
        OrderChanged change =
                OrderChanged.newBuilder()
                        .setChange(OrderChange.CHANGE_NEW)
                        .setOrder(order)
                        .setOrdersSequence(number)
                        .build();
        Event event = Event.newBuilder().setTime(1).setOrderChanged(change).build();
        events.onEvents(List.of(event), List.of(event.toByteString()), 1);
    }

    private void past(int count) {
        for (int i = 0; i < count; i++) {
            order(BUSY, ++sequence);
        }
    }

    private void resume(Listener listener, long last) {
        subscriptions.subscribe(
                listener.session(),
                List.of(StreamName.ORDERS),
                Map.of(StreamName.ORDERS, last),
                Frame.answer("ack"));
    }

    private void runHub() {
        while (!hub.isEmpty()) {
            hub.remove().run();
        }
    }

    @Test
    void longPastIsMadeInPiecesBetweenWhichOthersAreServed() {
        // Given
        past(PAST);
        Listener greedy = Listener.of(BUSY);
        resume(greedy, 0);
        assertThat(greedy.heard()).containsExactly("\"ack\"");
        List<String> all = new ArrayList<>();
        int others = 0;
        // When
        while (!hub.isEmpty()) {
            hub.add(() -> {});
            hub.remove().run();
            List<String> piece = greedy.heard();
            // Then
            assertThat(piece.size()).isLessThanOrEqualTo(CatchUp.FRAMES_A_TURN);
            all.addAll(piece);
            hub.remove().run();
            others++;
        }
        assertThat(others).isGreaterThanOrEqualTo(PAST / CatchUp.FRAMES_A_TURN);
        assertThat(all).hasSize(PAST);
        for (int i = 0; i < PAST; i++) {
            assertThat(all.get(i)).contains("\"sequence\":" + (i + 1) + ",");
        }
    }

    @Test
    void pastIsMadeOnlyAsFastAsThePeerTakesItAndThePresentFollowsIt() {
        // Given
        past(PAST);
        Listener slow = Listener.of(BUSY);
        // When
        resume(slow, 0);
        runHub();
        // Then
        assertThat(slow.session().queue().queuedBytes()).isLessThan(300_000);
        // When
        past(10);
        List<String> all = new ArrayList<>();
        List<String> heard = slow.heard();
        while (!heard.isEmpty()) {
            all.addAll(heard);
            subscriptions.catchUp(slow.session(), java.util.Set.of());
            runHub();
            heard = slow.heard();
        }
        past(1);
        all.addAll(slow.heard());
        // Then
        assertThat(all).hasSize(1 + PAST + 11);
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i)).contains("\"sequence\":" + i + ",");
        }
    }

    @Test
    void twoWhoCatchUpTakeTurns() {
        // Given
        past(200);
        Listener first = Listener.of(BUSY);
        Listener second = Listener.of(BUSY);
        resume(first, 0);
        resume(second, 0);
        // When
        hub.remove().run();
        hub.remove().run();
        // Then
        assertThat(first.heard()).hasSize(1 + CatchUp.FRAMES_A_TURN);
        assertThat(second.heard()).hasSize(1 + CatchUp.FRAMES_A_TURN);
    }

    @Test
    void whosePieceCannotBeMadeIsClosedAndTheNextIsServed() {
        // Given
        past(3);
        Listener nobody = Listener.open("nobody's");
        nobody.session().behind(StreamName.ORDERS, new Session.Behind.State(false));
        catchUp.serve(nobody.session());
        Listener next = Listener.of(BUSY);
        resume(next, 0);
        // When
        assertThatThrownBy(hub.remove()::run).isInstanceOf(IllegalStateException.class);
        runHub();
        // Then
        nobody.wire().drain();
        assertThat(nobody.wire().closed()).isEqualTo(CloseCode.INTERNAL_ERROR);
        assertThat(next.heard()).hasSize(1 + 3);
    }

    @Test
    void snapshotIsMadeOnceUntilTheNextEvent() {
        // Given
        past(3);
        Frame made = events.snapshot(StreamName.ORDERS, BUSY, false);
        assertThat(events.snapshotCost(StreamName.ORDERS, BUSY)).isEqualTo(1);
        // When
        order(QUIET, 1);
        // Then
        assertThat(events.snapshot(StreamName.ORDERS, BUSY, false)).isSameAs(made);
        // When
        past(1);
        // Then
        assertThat(events.snapshot(StreamName.ORDERS, BUSY, false)).isNotSameAs(made);
        assertThat(events.snapshotCost(StreamName.BALANCES, BUSY)).isEqualTo(1);
    }

    @Test
    void keptSnapshotsAreBoundedByTheirRows() {
        // Given
        int accounts = 1 + PrivateEvents.KEPT_ROWS / (1 + OPEN);
        for (long account = 1_000; account < 1_000 + accounts; account++) {
            for (int i = 1; i <= OPEN; i++) {
                order(account, i);
            }
            // When
            events.snapshot(StreamName.ORDERS, account, false);
        }
        // Then
        assertThat(events.snapshotCost(StreamName.ORDERS, 1_000)).isEqualTo(1 + OPEN);
        assertThat(events.snapshotCost(StreamName.ORDERS, 1_001)).isEqualTo(1 + OPEN / 50);
    }

    @Test
    void busyAccountShortensItsOwnPastOnly() {
        // Given
        for (int i = 1; i <= 100; i++) {
            order(QUIET, i);
        }
        // When
        past(30_000);
        // Then
        assertThat(events.countAfter(StreamName.ORDERS, QUIET, 0)).isEqualTo(100);
        assertThat(events.countAfter(StreamName.ORDERS, BUSY, sequence - 9_900)).isEqualTo(9_900);
        assertThat(events.countAfter(StreamName.ORDERS, BUSY, sequence - 9_901)).isEqualTo(-1);
    }

    @Test
    void whatIsForgottenBecomesASnapshotThatAdmitsIt() {
        // Given
        past(12_000);
        Listener late = Listener.of(BUSY);
        // When
        resume(late, 5);
        runHub();
        // Then
        assertThat(late.heard()).last().asString().contains("\"gap\":true");
    }

    @Test
    void costOfARequestIsTheFramesThatItMakes() {
        past(500);
        Listener listener = Listener.of(BUSY);
        assertThat(
                        subscriptions.cost(
                                listener.session(),
                                List.of(StreamName.ORDERS),
                                Map.of(StreamName.ORDERS, 100L)))
                .isEqualTo(401);
        assertThat(subscriptions.cost(listener.session(), List.of(StreamName.ORDERS), Map.of()))
                .isEqualTo(2 + OPEN);
    }
}
