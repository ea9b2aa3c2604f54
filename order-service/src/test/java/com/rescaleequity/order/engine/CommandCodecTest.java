package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.rescaleequity.order.trading.message.AccountState;
import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.Lease;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.protocol.trading.AmendOrder;
import com.rescaleequity.protocol.trading.AskAgain;
import com.rescaleequity.protocol.trading.CancelAllAfter;
import com.rescaleequity.protocol.trading.CancelAllOrders;
import com.rescaleequity.protocol.trading.CancelOrder;
import com.rescaleequity.protocol.trading.CancelOrders;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.EndLease;
import com.rescaleequity.protocol.trading.MarketState;
import com.rescaleequity.protocol.trading.PlaceOrder;
import com.rescaleequity.protocol.trading.PlaceOrders;
import com.rescaleequity.protocol.trading.SetAccountFees;
import com.rescaleequity.protocol.trading.SetAccountState;
import com.rescaleequity.protocol.trading.SetLogicVersion;
import com.rescaleequity.protocol.trading.SetMarketState;
import com.rescaleequity.protocol.trading.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a record of the command log says to the core. */
class CommandCodecTest {

    private static final PlaceOrder ORDER =
            PlaceOrder.newBuilder()
                    .setAccountId(51)
                    .setSymbol("BTCUSD")
                    .setSide(com.rescaleequity.protocol.trading.Side.SELL)
                    .setType(com.rescaleequity.protocol.trading.OrderType.LIMIT)
                    .setQuantity(7)
                    .setLimitPrice(8)
                    .setExpireAt(9)
                    .setDeadline(10)
                    .setClientOrderId("grid-17")
                    .setLabelIsNew(true)
                    .build();

    @Test
    void everyBodyOfTheWireHasACommand() {
        for (Command.BodyCase body : Command.BodyCase.values()) {
            if (body == Command.BodyCase.BODY_NOT_SET
                    || body == Command.BodyCase.PLACE_ORDER
                    || body == Command.BodyCase.MOVE_FUNDS
                    || body == Command.BodyCase.SET_INSTRUMENT
                    || body == Command.BodyCase.SET_MARKET_STATE
                    || body == Command.BodyCase.SET_ACCOUNT_STATE) {
                continue; // these need words, or there is nothing
            }
            var field = Command.getDescriptor().findFieldByNumber(body.getNumber());
            Command.Builder wire = Command.newBuilder().setOrigin("replica");
            wire.setField(field, wire.newBuilderForField(field).build());
            assertThat(CommandCodec.fromWire(wire.build()).command()).as(body.name()).isNotNull();
        }
    }

    @Test
    void aStateOfAMarketIsReadAndARecordWithoutAValueRefused() {
        SetMarketState halted =
                SetMarketState.newBuilder()
                        .setSymbol("BTCUSD")
                        .setState(MarketState.HALTED)
                        .build();

        assertThat(
                        CommandCodec.fromWire(
                                        Command.newBuilder().setSetMarketState(halted).build())
                                .command())
                .isEqualTo(
                        new com.rescaleequity.order.trading.message.Command.SetMarketState(
                                "BTCUSD",
                                com.rescaleequity.order.trading.message.MarketState.HALTED));
        assertThatThrownBy(() -> CommandCodec.parse(null))
                .isInstanceOf(UnreadableCommandException.class);
    }

    @Test
    void anOrderCarriesTheClientsDeadlineAndTheEnvelopeTheServices() {
        CommandEnvelope envelope =
                CommandCodec.fromWire(
                        Command.newBuilder().setDeadline(77).setPlaceOrder(ORDER).build());
        assertThat(envelope.deadline()).isEqualTo(77);
        assertThat(envelope.requestKey()).isNull();
        assertThat(envelope.command()).isEqualTo(order(51));
    }

    @Test
    void theOrdersOfABatchBelongToTheAccountOfTheBatch() {
        CommandEnvelope envelope =
                CommandCodec.fromWire(
                        Command.newBuilder()
                                .setPlaceOrders(
                                        PlaceOrders.newBuilder().setAccountId(99).addOrders(ORDER))
                                .build());
        assertThat(envelope.command())
                .isInstanceOfSatisfying(
                        com.rescaleequity.order.trading.message.Command.PlaceOrders.class,
                        batch -> assertThat(batch.items()).containsExactly(order(99)));
    }

    @Test
    void skippedItemsOfABatchStandWhereTheyStoodInTheList() {
        PlaceOrders batch =
                PlaceOrders.newBuilder()
                        .setAccountId(99)
                        .addOrders(ORDER)
                        .addSkipped(0)
                        .addSkipped(2)
                        .build();
        var skipped = new com.rescaleequity.order.trading.message.Command.Skipped();
        assertThat(CommandCodec.fromWire(Command.newBuilder().setPlaceOrders(batch).build()))
                .extracting(CommandEnvelope::command)
                .isEqualTo(
                        new com.rescaleequity.order.trading.message.Command.PlaceOrders(
                                99, List.of(skipped, order(99), skipped)));
    }

    @Test
    void anItemCannotBeSkippedBeyondTheEndOfItsBatch() {
        PlaceOrders batch = PlaceOrders.newBuilder().setAccountId(99).addSkipped(1).build();
        assertThatThrownBy(() ->
                        CommandCodec.fromWire(Command.newBuilder().setPlaceOrders(batch).build()))
                .isInstanceOf(UnreadableCommandException.class);
    }

    @Test
    void cancelsOfABatchBelongToTheAccountOfTheBatch() {
        CommandEnvelope envelope =
                CommandCodec.fromWire(
                        Command.newBuilder()
                                .setCancelOrders(
                                        CancelOrders.newBuilder()
                                                .setAccountId(99)
                                                .addOrders(
                                                        CancelOrder.newBuilder()
                                                                .setAccountId(1)
                                                                .setOrderId(5)))
                                .build());
        assertThat(envelope.command())
                .isInstanceOfSatisfying(
                        com.rescaleequity.order.trading.message.Command.CancelOrders.class,
                        batch ->
                                assertThat(batch.orders())
                                        .containsExactly(
                                                new com.rescaleequity.order.trading.message.Command
                                                        .CancelOrder(99, 5, "")));
    }

    @Test
    void anAbsentPostOnlyLeavesItAsItIs() {
        AmendOrder amend =
                AmendOrder.newBuilder()
                        .setAccountId(51)
                        .setOrderId(5)
                        .setQuantity(1)
                        .setPrice(2)
                        .setLimitPrice(3)
                        .setExpireAt(4)
                        .setNewClientOrderId("n")
                        .build();
        assertThat(amended(amend).postOnly()).isNull();
        assertThat(amended(amend.toBuilder().setPostOnly(false).build()))
                .isEqualTo(
                        new com.rescaleequity.order.trading.message.Command.AmendOrder(
                                51, 5, "", 1, 2, 3, 4, "n", false));
    }

    @Test
    void aRequestKeyNamesTheAccountOfTheBody() {
        assertKeyOf(51, Command.newBuilder().setPlaceOrder(ORDER));
        assertKeyOf(
                7, Command.newBuilder().setPlaceOrders(PlaceOrders.newBuilder().setAccountId(7)));
        assertKeyOf(7, Command.newBuilder().setAskAgain(AskAgain.newBuilder().setAccountId(7)));
        assertKeyOf(7, Command.newBuilder().setAmendOrder(AmendOrder.newBuilder().setAccountId(7)));
        assertKeyOf(
                7, Command.newBuilder().setCancelOrder(CancelOrder.newBuilder().setAccountId(7)));
        assertKeyOf(
                7, Command.newBuilder().setCancelOrders(CancelOrders.newBuilder().setAccountId(7)));
        assertKeyOf(
                7,
                Command.newBuilder()
                        .setCancelAllOrders(CancelAllOrders.newBuilder().setAccountId(7)));
        assertKeyOf(
                7,
                Command.newBuilder()
                        .setCancelAllAfter(CancelAllAfter.newBuilder().setAccountId(7)));
    }

    @Test
    void differentFingerprintsStayDifferent() {
        assertThat(keyed(Command.newBuilder().setPlaceOrder(ORDER), "print a").fingerprint())
                .isNotEqualTo(
                        keyed(Command.newBuilder().setPlaceOrder(ORDER), "print b").fingerprint());
    }

    @Test
    void aRequestKeyWithoutAnAccountIsUnreadable() {
        assertThatThrownBy(() -> keyed(Command.newBuilder().setTick(Tick.getDefaultInstance()), ""))
                .isInstanceOf(UnreadableCommandException.class);
        assertThatThrownBy(() ->
                        keyed(
                                Command.newBuilder()
                                        .setSetLogicVersion(SetLogicVersion.getDefaultInstance()),
                                ""))
                .isInstanceOf(UnreadableCommandException.class);
    }

    @Test
    void aStateOfAnAccountIsRead() {
        SetAccountState suspended =
                SetAccountState.newBuilder()
                        .setAccountId(51)
                        .setState(com.rescaleequity.protocol.trading.AccountState.ACCOUNT_SUSPENDED)
                        .build();

        assertThat(
                        CommandCodec.fromWire(
                                        Command.newBuilder().setSetAccountState(suspended).build())
                                .command())
                .isEqualTo(
                        new com.rescaleequity.order.trading.message.Command.SetAccountState(
                                51, AccountState.SUSPENDED));
    }

    @Test
    void aLeaseIsOfTheReplicaThatSendsTheOrders() {
        Lease lease = new Lease("replica", 7);
        Command.Builder orders = Command.newBuilder().setOrigin("replica").setLease(7);

        assertThat(CommandCodec.fromWire(orders.clone().setPlaceOrder(ORDER).build()).command())
                .isInstanceOfSatisfying(
                        com.rescaleequity.order.trading.message.Command.PlaceOnLease.class,
                        tied -> {
                            assertThat(tied.lease()).isEqualTo(lease);
                            assertThat(tied.orders()).isEqualTo(CommandCodec.placeOrder(ORDER));
                        });
        assertThat(
                        CommandCodec.fromWire(
                                        Command.newBuilder()
                                                .setOrigin("replica")
                                                .setEndLease(
                                                        EndLease.newBuilder()
                                                                .setAccountId(51)
                                                                .setLease(7))
                                                .build())
                                .command())
                .isEqualTo(new com.rescaleequity.order.trading.message.Command.EndLease(51, lease));
        assertThat(
                        CommandCodec.fromWire(
                                        Command.newBuilder()
                                                .setTick(Tick.newBuilder().setWitness("replica"))
                                                .build())
                                .command())
                .isEqualTo(
                        new com.rescaleequity.order.trading.message.Command.RenewLeases("replica"));
        assertKeyOf(51, orders.clone().setPlaceOrder(ORDER));
    }

    @Test
    void aLeaseOfNobodyOrWithoutOrdersIsUnreadable() {
        Command.Builder orders = Command.newBuilder().setPlaceOrder(ORDER).setLease(7);

        assertThatThrownBy(() -> CommandCodec.fromWire(orders.build()))
                .isInstanceOf(UnreadableCommandException.class);
        assertThatThrownBy(() ->
                        CommandCodec.fromWire(orders.clone().setOrigin("x".repeat(65)).build()))
                .isInstanceOf(UnreadableCommandException.class);
        assertThatThrownBy(() ->
                        CommandCodec.fromWire(
                                Command.newBuilder()
                                        .setOrigin("replica")
                                        .setLease(7)
                                        .setTick(Tick.getDefaultInstance())
                                        .build()))
                .isInstanceOf(UnreadableCommandException.class);
    }

    @Test
    void feesAreShares() {
        assertThat(
                        CommandCodec.fromWire(
                                        Command.newBuilder()
                                                .setSetAccountFees(
                                                        SetAccountFees.newBuilder()
                                                                .setAccountId(51)
                                                                .setMakerShare(1)
                                                                .setTakerShare(2))
                                                .build())
                                .command())
                .isEqualTo(
                        new com.rescaleequity.order.trading.message.Command.SetAccountFees(
                                51, 1, 2));
    }

    private static com.rescaleequity.order.trading.message.Command.AmendOrder amended(
            AmendOrder amend) {
        return (com.rescaleequity.order.trading.message.Command.AmendOrder)
                CommandCodec.fromWire(Command.newBuilder().setAmendOrder(amend).build()).command();
    }

    private static void assertKeyOf(long accountId, Command.Builder command) {
        CommandEnvelope.RequestKey key = keyed(command, "print");
        assertThat(key.accountId()).isEqualTo(accountId);
        assertThat(key.key()).isEqualTo("again");
    }

    private static CommandEnvelope.RequestKey keyed(Command.Builder command, String fingerprint) {
        CommandEnvelope.RequestKey key =
                CommandCodec.fromWire(
                                command.setRequestKey("again")
                                        .setFingerprint(ByteString.copyFromUtf8(fingerprint))
                                        .build())
                        .requestKey();
        assertThat(key).isNotNull();
        return key;
    }

    private static com.rescaleequity.order.trading.message.Command.PlaceOrder order(
            long accountId) {
        return new com.rescaleequity.order.trading.message.Command.PlaceOrder(
                accountId,
                "BTCUSD",
                Side.SELL,
                OrderType.LIMIT,
                7,
                0,
                8,
                0,
                null,
                false,
                null,
                9,
                ClientOrderId.of("grid-17"),
                true,
                10);
    }
}
