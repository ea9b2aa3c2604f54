package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.Command.CancelOrder;
import com.rescaleequity.order.trading.message.Command.MoveFunds;
import com.rescaleequity.order.trading.message.Command.PlaceOrder;
import com.rescaleequity.order.trading.message.Command.SetInstrument;
import com.rescaleequity.order.trading.message.Command.SetMarketState;
import com.rescaleequity.order.trading.message.Command.Tick;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.FundsMoveKind;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Accepted;
import com.rescaleequity.order.trading.message.Outcome.Done;
import com.rescaleequity.order.trading.message.Outcome.Duplicate;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradingCoreTest {

    private static final long ALICE = 51;
    private static final long BOB = 52;

    private TradingCore core = new TradingCore();
    private final Outboxes outboxes = new Outboxes();
    private final List<Event> events = new ArrayList<>();
    private long time = 1000;

    @BeforeEach
    void listInstrumentAndFundAccounts() {
        apply(new SetInstrument(Instruments.bitcoin()));
        for (long account : new long[] {ALICE, BOB}) {
            apply(deposit(account, "USD", "10000"));
            apply(deposit(account, "BTC", "10"));
        }
        events.clear();
    }

    @Test
    void numberOfASourceIsAppliedOnce() {
        // When
        CommandEnvelope next = outboxes.send(deposit(ALICE, "USD", "1"));
        Outcome first = apply(next);
        Outcome again = apply(next);
        Outcome second = apply(outboxes.send(deposit(ALICE, "USD", "1")));

        // Then
        assertThat(first).isEqualTo(new Done());
        assertThat(again).isEqualTo(new Duplicate(next.sourceNumber()));
        assertThat(second).isEqualTo(new Done());
        assertThat(core.available(ALICE, "USD")).isEqualTo(Instruments.units("10002"));
    }

    @Test
    void missingNumberOfASourceIsRefusedAndStaysNext() {
        // When
        CommandEnvelope missing = outboxes.send(deposit(ALICE, "USD", "1"));
        Outcome gap = apply(outboxes.send(deposit(ALICE, "USD", "1")));
        Outcome next = apply(missing);

        // Then
        assertThat(gap)
                .isEqualTo(
                        new Rejected(
                                RejectReason.SOURCE_GAP,
                                new RejectDetails.NextSourceNumber(missing.sourceNumber())));
        assertThat(next).isEqualTo(new Done());
    }

    @Test
    void refusedCommandOfASourceUsesItsNumberUp() {
        // Given
        CommandEnvelope tooMuch = outboxes.send(withdrawal("20000"));

        // When
        Outcome refused = apply(tooMuch);
        Outcome again = apply(tooMuch);

        // Then
        assertThat(reason(refused)).isEqualTo(RejectReason.INSUFFICIENT_BALANCE);
        assertThat(again).isEqualTo(new Duplicate(tooMuch.sourceNumber()));
    }

    @Test
    void commandOfAnotherSourceIsRefusedAndUsesItsNumberUp() {
        // Given
        MoveFunds minted = deposit(ALICE, "USD", "1000000");

        // When
        Outcome fromNobody = apply(CommandEnvelope.of(minted));
        Outcome fromStranger = apply(new CommandEnvelope(0, "stream-gateway", 1, null, minted));
        CommandEnvelope other = outboxes.send("market-service", minted);
        Outcome fromOther = apply(other);
        Outcome again = apply(other);
        Outcome order =
                apply(outboxes.send("account-service", limit(ALICE, Side.BUY, "1", "90", "")));

        // Then
        for (Outcome outcome : List.of(fromNobody, fromStranger, fromOther, order)) {
            assertThat(reason(outcome)).isEqualTo(RejectReason.SOURCE_NOT_ALLOWED);
        }
        assertThat(again).isEqualTo(new Duplicate(other.sourceNumber()));
        assertThat(core.available(ALICE, "USD")).isEqualTo(Instruments.units("10000"));
        assertThat(core.openOrders(ALICE)).isEmpty();
        assertThat(apply(new SetMarketState("BTCUSD", MarketState.HALTED))).isEqualTo(new Done());
    }

    @Test
    void accountServiceMayCancelAllOrdersOfAnAccount() {
        // Given
        apply(limit(ALICE, Side.BUY, "1", "90", ""));

        // When
        Outcome cancelled =
                apply(
                        outboxes.send(
                                "account-service", new Command.CancelAllOrders(ALICE, "", null)));

        // Then
        assertThat(cancelled).isInstanceOf(Outcome.CancelledAll.class);
        assertThat(core.openOrders(ALICE)).isEmpty();
    }

    @Test
    void logicOfTheFutureIsRefusedAndTheCoreGoesOn() {
        // When
        Outcome future = apply(new Command.SetLogicVersion(TradingCore.NEWEST_LOGIC + 1));

        // Then
        assertThat(reason(future)).isEqualTo(RejectReason.INVALID_LOGIC_VERSION);
        assertThat(core.logicVersion()).isEqualTo(TradingCore.NEWEST_LOGIC);
        assertThat(apply(limit(ALICE, Side.BUY, "1", "90", ""))).isInstanceOf(Accepted.class);
    }

    @Test
    void commandIsRefusedAfterItsDeadline() {
        // Given
        PlaceOrder order = limit(ALICE, Side.BUY, "1", "90", "");

        // When
        Outcome inTime =
                core.apply(new CommandEnvelope(5000, "", 0, null, order), 5000, this::keep);
        Outcome late = core.apply(new CommandEnvelope(5000, "", 0, null, order), 5001, this::keep);

        // Then
        assertThat(inTime).isInstanceOf(Accepted.class);
        assertThat(reason(late)).isEqualTo(RejectReason.DEADLINE_EXCEEDED);
    }

    @Test
    void timeNeverGoesBack() {
        // When
        core.apply(CommandEnvelope.of(new Tick()), 9000, this::keep);
        core.apply(CommandEnvelope.of(limit(ALICE, Side.BUY, "1", "90", "")), 8000, this::keep);

        // Then
        assertThat(core.now()).isEqualTo(9000);
        assertThat(core.openOrders(ALICE).getFirst().createdAt()).isEqualTo(9000);
    }

    @Test
    void refusalChangesNothing() {
        // Given
        long hash = core.eventHash();
        long sequence = core.sequence();

        // When
        Outcome refused = apply(limit(ALICE, Side.BUY, "200", "100", ""));

        // Then
        assertThat(refused)
                .isEqualTo(
                        new Rejected(
                                RejectReason.INSUFFICIENT_BALANCE,
                                new RejectDetails.Shortfall(
                                        "USD",
                                        Instruments.units("20040"),
                                        Instruments.units("10000"))));
        assertThat(events).isEmpty();
        assertThat(core.eventHash()).isEqualTo(hash);
        assertThat(core.sequence()).isEqualTo(sequence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine", "x-mine", "x-1", "1000001"})
    void clientOrderIdIsTakenUntilTenThousandLaterOrdersHaveClosed(String label) {
        // Given
        apply(limit(ALICE, Side.BUY, "1", "90", label));
        apply(new CancelOrder(ALICE, 0, label));
        for (int i = 0; i < ClientOrderIds.REMEMBERED - 1; i++) {
            placeAndCancel(i);
        }
        core = KeptState.of(core).restored(9);
        Outcome taken = apply(limit(ALICE, Side.BUY, "1", "90", label));

        // When
        placeAndCancel(ClientOrderIds.REMEMBERED);
        Outcome free = apply(limit(ALICE, Side.BUY, "1", "90", label));

        // Then
        assertThat(taken)
                .isEqualTo(
                        new Rejected(
                                RejectReason.DUPLICATE_CLIENT_ORDER_ID,
                                new RejectDetails.ExistingOrder(OpenOrders.FIRST_ORDER_ID)));
        assertThat(free).isInstanceOf(Accepted.class);
        core.checkInvariants();
    }

    @Test
    void idOfAnOrderWithoutAWishIsTakenAsItsClientOrderId() {
        // Given
        Accepted placed = (Accepted) apply(limit(ALICE, Side.BUY, "1", "90", ""));
        String label = placed.order().clientOrderId().text();

        // When
        Outcome whileOpen = apply(limit(ALICE, Side.BUY, "1", "90", label));
        Outcome ofAnother = apply(limit(BOB, Side.BUY, "1", "90", label));
        apply(new CancelOrder(ALICE, 0, label));
        Outcome afterwards = apply(limit(ALICE, Side.BUY, "1", "90", label));

        // Then
        assertThat(label).isEqualTo("x-" + Long.toString(placed.order().orderId(), 32));
        assertThat(whileOpen).isEqualTo(duplicateOf(placed));
        assertThat(ofAnother).isInstanceOf(Accepted.class);
        assertThat(afterwards).isEqualTo(duplicateOf(placed));
    }

    @Test
    void newLabelsOfTheServiceAreTakenFromWhenSomebodyAsks() {
        // Given
        Accepted open = (Accepted) apply(newlyLabelled(ALICE, 7));
        Accepted closed = (Accepted) apply(newlyLabelled(ALICE, 8));
        apply(new CancelOrder(ALICE, closed.order().orderId(), ""));

        // When
        Outcome likeOpen = apply(limit(ALICE, Side.BUY, "1", "90", "x-7"));
        Outcome likeClosed = apply(limit(ALICE, Side.BUY, "1", "90", "x-8"));
        Accepted later = (Accepted) apply(newlyLabelled(ALICE, 9));
        Outcome likeLater = apply(limit(ALICE, Side.BUY, "1", "90", "x-9"));
        Outcome cancelled = apply(new CancelOrder(ALICE, 0, "x-7"));
        Outcome likeCancelled = apply(limit(ALICE, Side.BUY, "1", "90", "x-7"));

        // Then
        assertThat(likeOpen).isEqualTo(duplicateOf(open));
        assertThat(likeClosed).isEqualTo(duplicateOf(closed));
        assertThat(likeLater).isEqualTo(duplicateOf(later));
        assertThat(cancelled).isInstanceOf(Accepted.class);
        assertThat(likeCancelled).isEqualTo(duplicateOf(open));
        core.checkInvariants();
    }

    private static Rejected duplicateOf(Accepted first) {
        return new Rejected(
                RejectReason.DUPLICATE_CLIENT_ORDER_ID,
                new RejectDetails.ExistingOrder(first.order().orderId()));
    }

    @Test
    void clientOrderIdsOfOtherAccountsDoNotMatter() {
        // Given
        apply(limit(ALICE, Side.BUY, "1", "90", "mine"));

        // When
        Outcome placed = apply(limit(BOB, Side.BUY, "1", "90", "mine"));
        Outcome cancelled = apply(new CancelOrder(BOB, 0, "mine"));

        // Then
        assertThat(placed).isInstanceOf(Accepted.class);
        assertThat(cancelled).isInstanceOf(Accepted.class);
        assertThat(core.openOrders(ALICE))
                .extracting(OrderState::clientOrderId)
                .containsExactly(ClientOrderId.of("mine"));
        assertThat(core.openOrders(BOB)).isEmpty();
    }

    @Test
    void assignedClientOrderIdEvadesOneThatTheAccountChose() {
        // Given
        String label = "x-" + Long.toString(OpenOrders.FIRST_ORDER_ID + 1, 32);
        apply(limit(ALICE, Side.BUY, "1", "90", label));

        // When
        Outcome placed = apply(limit(ALICE, Side.BUY, "1", "90", ""));

        // Then
        assertThat(((Accepted) placed).order().clientOrderId().text()).isEqualTo("-" + label);
    }

    @Test
    void idsOfDifferentOrdersConflict() {
        // Given
        apply(limit(ALICE, Side.BUY, "1", "90", "one"));
        apply(limit(ALICE, Side.BUY, "1", "90", "other"));

        // When
        Outcome refused = apply(new CancelOrder(ALICE, OpenOrders.FIRST_ORDER_ID, "other"));

        // Then
        assertThat(reason(refused)).isEqualTo(RejectReason.CONFLICTING_PARAMETERS);
    }

    @Test
    void cancelAnswersTheFinalOrderWithAllItsFills() {
        // Given
        apply(limit(ALICE, Side.BUY, "2", "100", "mine"));
        apply(limit(BOB, Side.SELL, "1.5", "100", ""));

        // When
        Accepted cancelled = (Accepted) apply(new CancelOrder(ALICE, 0, "mine"));

        // Then
        assertThat(cancelled.order().status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(cancelled.order().filledQuantity()).isEqualTo(Instruments.units("1.5"));
        assertThat(cancelled.fills().fills())
                .extracting(Fill::quantity)
                .containsExactly(Instruments.units("1.5"));
    }

    @Test
    void withdrawalTakesOnlyWhatIsAvailable() {
        // Given
        apply(limit(ALICE, Side.BUY, "50", "100", ""));

        // When
        Outcome tooMuch = apply(withdrawal("5000"));
        Outcome rest = apply(withdrawal("4990"));

        // Then
        assertThat(reason(tooMuch)).isEqualTo(RejectReason.INSUFFICIENT_BALANCE);
        assertThat(rest).isEqualTo(new Done());
        assertThat(core.available(ALICE, "USD")).isZero();
        assertThat(core.held(ALICE, "USD")).isEqualTo(Instruments.units("5010"));
        core.checkInvariants();
    }

    @Test
    void movesThatCannotBeCountedAreRefused() {
        assertThat(reason(apply(deposit(ALICE, "USD", "0"))))
                .isEqualTo(RejectReason.INVALID_AMOUNT);
        assertThat(reason(apply(deposit(ALICE, "USD", "-1"))))
                .isEqualTo(RejectReason.INVALID_AMOUNT);
        assertThat(apply(deposit(ALICE, "USD", "40000000000"))).isEqualTo(new Done());
        assertThat(apply(deposit(BOB, "USD", "40000000000"))).isEqualTo(new Done());
        assertThat(reason(apply(deposit(BOB, "USD", "40000000000"))))
                .isEqualTo(RejectReason.INVALID_AMOUNT);
    }

    @Test
    void instrumentWhoseLotsAreNotWholeUnitsIsRefused() {
        // When
        Instrument tooFine = Instruments.bitcoin(MarketState.TRADING, "0.00001");

        // Then
        assertThat(reason(apply(new SetInstrument(tooFine))))
                .isEqualTo(RejectReason.INVALID_INSTRUMENT);
    }

    @Test
    void gridChangesOnlyWhileNoOrderIsOpen() {
        // Given
        SetInstrument coarser = new SetInstrument(Instruments.bitcoin(MarketState.TRADING, "0.1"));
        apply(limit(ALICE, Side.BUY, "1", "90.01", "mine"));

        // When
        Outcome refused = apply(coarser);
        apply(new CancelOrder(ALICE, 0, "mine"));
        Outcome done = apply(coarser);

        // Then
        assertThat(reason(refused)).isEqualTo(RejectReason.INVALID_INSTRUMENT);
        assertThat(done).isEqualTo(new Done());
        assertThat(reason(apply(limit(ALICE, Side.BUY, "1", "90.01", ""))))
                .isEqualTo(RejectReason.INVALID_PRICE_TICK);
    }

    @Test
    void aMarketChangesItsStateWhateverRulesWereRefused() {
        apply(limit(ALICE, Side.BUY, "1", "90.01", "mine"));
        apply(new SetInstrument(Instruments.bitcoin(MarketState.TRADING, "0.1")));

        apply(new SetMarketState("BTCUSD", MarketState.HALTED));

        assertThat(events)
                .last()
                .isEqualTo(
                        new Event.InstrumentSet(Instruments.bitcoin(MarketState.HALTED, "0.01")));
        assertThat(reason(apply(new SetMarketState("NONEUSD", MarketState.HALTED))))
                .isEqualTo(RejectReason.INVALID_SYMBOL);
    }

    @Test
    void feeRaisedWhileAnOrderRestsIsPaidFromWhatIsAvailableAndNoMore() {
        // Given
        apply(limit(ALICE, Side.BUY, "1", "100", ""));
        apply(withdrawal("9899.8"));
        apply(new SetInstrument(Instruments.withFees(Instruments.bitcoin(), "0.01", "0.01")));

        // When
        apply(limit(BOB, Side.SELL, "1", "100", ""));

        // Then
        assertThat(core.available(ALICE, "USD")).isZero();
        assertThat(core.available(1, "USD")).isEqualTo(Instruments.units("1.2"));
        core.checkInvariants();
    }

    @Test
    void bestAndLastPricesFollowTheBook() {
        // When
        apply(limit(ALICE, Side.BUY, "1", "99", ""));
        apply(limit(BOB, Side.SELL, "1", "101", ""));

        // Then
        assertThat(core.bestBid("BTCUSD")).isEqualTo(Instruments.units("99"));
        assertThat(core.bestAsk("BTCUSD")).isEqualTo(Instruments.units("101"));
        assertThat(core.lastPrice("BTCUSD")).isEqualTo(Instruments.units("100"));
        assertThat(core.lastPrice("NONE")).isZero();
        assertThat(core.instruments()).containsExactly(Instruments.bitcoin());
    }

    @Test
    void aRestoredCoreGoesOnLikeTheOriginal() {
        // Given
        apply(limit(ALICE, Side.BUY, "1", "99", "first"));
        apply(limit(ALICE, Side.BUY, "1", "99", ""));
        apply(limit(BOB, Side.SELL, "0.5", "99", ""));
        apply(new Command.CancelAllAfter(ALICE, 5000));

        // When
        TradingCore restored = KeptState.of(core).restored(7);

        // Then
        assertThat(KeptState.of(restored)).isEqualTo(KeptState.of(core));
        assertThat(restored.stateHash()).isEqualTo(core.stateHash());
        CommandEnvelope next = CommandEnvelope.of(limit(BOB, Side.SELL, "1", "99", ""));
        assertThat(restored.apply(next, 9, (_, _, _) -> {}))
                .isEqualTo(core.apply(next, 9, (_, _, _) -> {}));
        CommandEnvelope tick = CommandEnvelope.of(new Tick());
        restored.apply(tick, 99_000, (_, _, _) -> {});
        core.apply(tick, 99_000, (_, _, _) -> {});
        assertThat(core.openOrders(ALICE)).isEmpty();
        assertThat(restored.eventHash()).isEqualTo(core.eventHash());
        assertThat(restored.stateHash()).isEqualTo(core.stateHash());
        restored.checkInvariants();
    }

    @Test
    void shapesThatContradictThemselvesAreRefused() {
        assertThat(reason(apply(terms(OrderType.MARKET, TimeInForce.GTC, "0", "0"))))
                .isEqualTo(RejectReason.INVALID_TIME_IN_FORCE);
        assertThat(reason(apply(terms(OrderType.LIMIT, TimeInForce.GTD, "100", "0"))))
                .isEqualTo(RejectReason.CONFLICTING_PARAMETERS);
        assertThat(reason(apply(terms(OrderType.LIMIT, TimeInForce.GTC, "0", "0"))))
                .isEqualTo(RejectReason.PRICE_REQUIRED);
        assertThat(reason(apply(terms(OrderType.STOP_LOSS, TimeInForce.IOC, "0", "0"))))
                .isEqualTo(RejectReason.PRICE_REQUIRED);
        assertThat(reason(apply(terms(OrderType.STOP_LOSS, TimeInForce.FOK, "0", "101"))))
                .isEqualTo(RejectReason.INVALID_TIME_IN_FORCE);
        assertThat(reason(apply(terms(OrderType.MARKET, TimeInForce.IOC, "100", "0"))))
                .isEqualTo(RejectReason.CONFLICTING_PARAMETERS);
    }

    private void placeAndCancel(int number) {
        String label =
                switch (number % 3) {
                    case 0 -> "";
                    case 1 -> "t" + number;
                    default -> "x-" + number;
                };
        Accepted placed = (Accepted) apply(limit(ALICE, Side.BUY, "1", "90", label));
        apply(new CancelOrder(ALICE, placed.order().orderId(), ""));
    }

    private Outcome apply(Command command) {
        return apply(outboxes.send(command));
    }

    private Outcome apply(CommandEnvelope envelope) {
        return core.apply(envelope, ++time, this::keep);
    }

    private void keep(long sequence, long timeMillis, Event event) {
        events.add(event);
    }

    private static RejectReason reason(Outcome outcome) {
        return ((Rejected) Objects.requireNonNull(outcome)).reason();
    }

    private static MoveFunds deposit(long account, String asset, String amount) {
        return new MoveFunds(account, asset, Instruments.units(amount), FundsMoveKind.DEPOSIT, "");
    }

    private static MoveFunds withdrawal(String amount) {
        return new MoveFunds(
                ALICE, "USD", -Instruments.units(amount), FundsMoveKind.WITHDRAWAL, "");
    }

    private static PlaceOrder limit(
            long account, Side side, String quantity, String price, String clientOrderId) {
        return limit(account, side, quantity, price, ClientOrderId.of(clientOrderId), false);
    }

    private static PlaceOrder newlyLabelled(long account, long number) {
        return limit(account, Side.BUY, "1", "90", ClientOrderId.of(number), true);
    }

    private static PlaceOrder limit(
            long account,
            Side side,
            String quantity,
            String price,
            ClientOrderId label,
            boolean labelIsNew) {
        return new PlaceOrder(
                account,
                "BTCUSD",
                side,
                OrderType.LIMIT,
                Instruments.units(quantity),
                0,
                Instruments.units(price),
                0,
                null,
                false,
                null,
                0,
                label,
                labelIsNew,
                0);
    }

    private static PlaceOrder terms(
            OrderType type, TimeInForce timeInForce, String limitPrice, String triggerPrice) {
        return new PlaceOrder(
                ALICE,
                "BTCUSD",
                Side.BUY,
                type,
                Instruments.units("1"),
                0,
                Instruments.units(limitPrice),
                Instruments.units(triggerPrice),
                timeInForce,
                false,
                null,
                0,
                ClientOrderId.NONE,
                false,
                0);
    }
}
