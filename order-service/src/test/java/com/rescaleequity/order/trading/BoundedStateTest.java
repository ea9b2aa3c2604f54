package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.Command.AmendOrder;
import com.rescaleequity.order.trading.message.Command.CancelAllOrders;
import com.rescaleequity.order.trading.message.Command.MoveFunds;
import com.rescaleequity.order.trading.message.Command.PlaceOrder;
import com.rescaleequity.order.trading.message.Command.SetInstrument;
import com.rescaleequity.order.trading.message.Command.Tick;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.CommandEnvelope.RequestKey;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.FundsMoveKind;
import com.rescaleequity.order.trading.message.NewestFills;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The core's state grows with orders and requests, and never with one times the other. */
class BoundedStateTest {

    private static final long MAKER = 51;
    private static final long TAKER = 52;
    private static final long QUIET = 53;
    private static final int FILL_BYTES = 64;
    private static final int REQUEST_BYTES = 400;
    private static final int OTHER_BYTES = 4_000;

    private Outboxes outboxes = new Outboxes();
    private TradingCore core = new TradingCore();
    private long time;

    @BeforeEach
    void listAndFund() {
        apply(outboxes.send(new SetInstrument(Instruments.bitcoin())));
        for (long account : new long[] {MAKER, TAKER, QUIET}) {
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
    void busyAccountsShortenTheirOwnWindowsOfLabelsAndNobodyElses() {
        // Given
        long bound = 40_000;
        core = new TradingCore(0, limits(1_000, bound));
        outboxes = new Outboxes();
        listAndFund();
        label(MAKER, "of the maker");
        label(QUIET, "of the quiet");

        // When
        for (int i = 0; i < 200; i++) {
            label(TAKER, "label of the taker " + i);
            label(MAKER, "label of the maker " + i);
            restoreNow(i == 150, limits(1_000, bound));
        }

        // Then
        assertThat(core.rememberedBytes()).isBetween(bound - 1_000, bound);
        core.checkInvariants();
        assertThat(place(QUIET, "of the quiet")).isInstanceOf(Outcome.Rejected.class);
        assertThat(place(MAKER, "of the maker")).isInstanceOf(Outcome.Accepted.class);
        for (String whose : List.of("maker", "taker")) {
            long account = whose.equals("maker") ? MAKER : TAKER;
            assertThat(place(account, "label of the " + whose + " 199"))
                    .isInstanceOf(Outcome.Rejected.class);
            assertThat(place(account, "label of the " + whose + " 110"))
                    .isInstanceOf(Outcome.Rejected.class);
            assertThat(place(account, "label of the " + whose + " 90"))
                    .isInstanceOf(Outcome.Accepted.class);
        }
    }

    @Test
    void busyAccountShortensItsOwnWindowOfRequestsAndNobodyElses() {
        // Given
        long bound = 40_000;
        core = new TradingCore(0, limits(bound, 1_000));
        outboxes = new Outboxes();
        listAndFund();
        CancelAllOrders quiet = new CancelAllOrders(QUIET, "", null);
        request("of the quiet", quiet);

        // When
        for (int i = 0; i < 300; i++) {
            request("of the taker " + i, new CancelAllOrders(TAKER, "", null));
            restoreNow(i == 200, limits(bound, 1_000));
        }

        // Then
        assertThat(core.rememberedBytes()).isBetween(bound - 1_000, bound);
        assertThat(request("of the quiet", quiet)).isInstanceOf(Outcome.Replayed.class);
        assertThat(request("of the taker 299", new CancelAllOrders(TAKER, "", null)))
                .isInstanceOf(Outcome.Replayed.class);
        assertThat(request("of the taker 0", new CancelAllOrders(TAKER, "", null)))
                .isNotInstanceOf(Outcome.Replayed.class);
    }

    private void restoreNow(boolean now, WindowLimits limits) {
        if (now) {
            core = TradingCore.restore(KeptState.of(core).source(), 0, limits);
        }
    }

    private static WindowLimits limits(long requestBytes, long labelBytes) {
        return new WindowLimits(1_000, requestBytes, requestBytes, 1_000, labelBytes);
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
        long account = command instanceof CancelAllOrders all ? all.accountId() : MAKER;
        RequestKey request = new RequestKey(account, key, "print");
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
