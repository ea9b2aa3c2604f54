package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.Command.AmendOrder;
import com.rescaleequity.order.trading.Command.CancelAllOrders;
import com.rescaleequity.order.trading.Command.MoveFunds;
import com.rescaleequity.order.trading.Command.PlaceOrder;
import com.rescaleequity.order.trading.Command.SetInstrument;
import com.rescaleequity.order.trading.Command.Tick;
import com.rescaleequity.order.trading.CommandEnvelope.RequestKey;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The core's state grows with orders and requests, and never with one times the other. */
class BoundedStateTest {

    private static final long MAKER = 51;
    private static final long TAKER = 52;
    private static final int FILL_BYTES = 64;
    private static final int REQUEST_BYTES = 400;
    private static final int OTHER_BYTES = 4_000;

    private Outboxes outboxes = new Outboxes();
    private TradingCore core = new TradingCore();
    private long time;

    @BeforeEach
    void listAndFund() {
        apply(outboxes.send(new SetInstrument(Instruments.bitcoin())));
        for (long account : new long[] {MAKER, TAKER}) {
            for (String asset : List.of("BTC", "USD")) {
                long amount = Instruments.units("100000");
                apply(
                        outboxes.send(
                                new MoveFunds(
                                        account, asset, amount, FundsMoveKind.DEPOSIT, "start")));
            }
        }
    }

    @Test
    void keyedAmendsOfAnOrderWithManyFillsTakeTheirNumberAndNotTheirProduct() {
        // Given
        int fills = 2_000;
        int amends = 500;
        long orderId = filledOrder(fills);

        // When
        for (int i = 0; i < amends; i++) {
            Outcome amended = request("k" + i, renamed(orderId, "m-" + i));
            assertThat(((Outcome.Amended) amended).fills().fills()).hasSize(NewestFills.MOST);
        }

        // Then
        assertThat(KeptState.of(core).bytes())
                .isLessThan(OTHER_BYTES + NewestFills.MOST * FILL_BYTES + amends * REQUEST_BYTES);
        assertThat(core.fills(orderId))
                .extracting(Fill::tradeId)
                .startsWith(fills - NewestFills.MOST + 1L)
                .endsWith((long) fills);
        assertThat(core.order(orderId).filledQuantity()).isEqualTo(fills * 1_000_000L);
        TradingCore restored = KeptState.of(core).restored(7);
        assertThat(restored.fills(orderId)).isEqualTo(core.fills(orderId));
        assertThat(restored.order(orderId)).isEqualTo(core.order(orderId));
    }

    @Test
    void repeatedRequestTellsTheOrderAsItWasThenAndItsLastTrade() {
        // Given
        long orderId = filledOrder(3);
        Outcome.Amended first = (Outcome.Amended) request("k", renamed(orderId, "m-1"));
        take();

        // When
        core = KeptState.of(core).restored(7);
        Outcome again = request("k", renamed(orderId, "m-1"));

        // Then
        assertThat(again)
                .isEqualTo(
                        new Outcome.Replayed(
                                new Outcome.Amended(
                                        first.order(), new NewestFills(List.of(), 3), true)));
    }

    @Test
    void repeatedCancelAllNamesTheOrdersThatItCancelled() {
        // Given
        long orderId = filledOrder(1);
        CancelAllOrders all = new CancelAllOrders(MAKER, "", null);
        request("all", all);

        // When
        Outcome again = request("all", all);

        // Then
        assertThat(again)
                .isEqualTo(new Outcome.Replayed(new Outcome.CancelledBefore(List.of(orderId))));
    }

    @Test
    void requestsOfQuietAccountsAreForgottenAfterADay() {
        // Given
        request("k", new CancelAllOrders(MAKER, "", null));
        long lastMoment = time + WindowLimits.STANDARD.millis();

        // When
        core.apply(CommandEnvelope.of(new Tick()), lastMoment, (_, _, _) -> {});
        int inTime = KeptState.of(core).bytes();
        core.apply(CommandEnvelope.of(new Tick()), lastMoment + 1, (_, _, _) -> {});

        // Then
        assertThat(KeptState.of(core).bytes()).isLessThan(inTime);
    }

    @Test
    void labelsOfManyAccountsTakeNoMoreThanTheirBoundAndTheOldestAreForgottenFirst() {
        // Given
        int orders = 400;
        long bound = 20_000;
        core = new TradingCore(0, limits(bound));
        outboxes = new Outboxes();
        listAndFund();
        label(MAKER, "of the maker");

        // When
        for (int i = 0; i < orders; i++) {
            label(TAKER, "label of the taker " + i);
        }
        long remembered = core.rememberedBytes();
        core = TradingCore.restore(KeptState.of(core).source(), 0, limits(bound));

        // Then
        assertThat(remembered).isBetween(bound / 2, bound);
        assertThat(core.rememberedBytes()).isEqualTo(remembered);
        assertThat(place(MAKER, "of the maker")).isInstanceOf(Outcome.Accepted.class);
        assertThat(place(TAKER, "label of the taker 0")).isInstanceOf(Outcome.Accepted.class);
        assertThat(place(TAKER, "label of the taker " + (orders - 1)))
                .isInstanceOf(Outcome.Rejected.class);
        core.checkInvariants();
    }

    private static WindowLimits limits(long labelBytes) {
        return new WindowLimits(10, 1_000, 1_000, 1_000, labelBytes);
    }

    private void label(long account, String label) {
        assertThat(place(account, label)).isInstanceOf(Outcome.Accepted.class);
        apply(CommandEnvelope.of(new CancelAllOrders(account, "", null)));
    }

    private Outcome place(long account, String label) {
        return apply(CommandEnvelope.of(limit(account, Side.BUY, "1", label, null)));
    }

    private long filledOrder(int fills) {
        Outcome placed = apply(CommandEnvelope.of(limit(MAKER, Side.SELL, "100", "m", null)));
        for (int i = 0; i < fills; i++) {
            take();
        }
        return ((Outcome.Accepted) placed).order().orderId();
    }

    private void take() {
        PlaceOrder order = limit(TAKER, Side.BUY, "0.01", "", TimeInForce.IOC);
        assertThat(apply(CommandEnvelope.of(order))).isInstanceOf(Outcome.Accepted.class);
    }

    private static AmendOrder renamed(long orderId, String label) {
        return new AmendOrder(MAKER, orderId, "", 0, 0, 0, 0, label, null);
    }

    private Outcome request(String key, Command command) {
        RequestKey request = new RequestKey(MAKER, key, "print");
        return apply(new CommandEnvelope(0, "", 0, request, command));
    }

    private Outcome apply(CommandEnvelope envelope) {
        return core.apply(envelope, ++time, (_, _, _) -> {});
    }

    private static PlaceOrder limit(
            long account, Side side, String quantity, String label, TimeInForce inForce) {
        return new PlaceOrder(
                account,
                "BTCUSD",
                side,
                OrderType.LIMIT,
                Instruments.units(quantity),
                0,
                Instruments.units("100"),
                0,
                inForce,
                false,
                null,
                0,
                ClientOrderId.of(label),
                false,
                0);
    }
}
