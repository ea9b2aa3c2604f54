package com.rescaleequity.order.engine;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.order.trading.message.AccountState;
import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.CommandEnvelope.RequestKey;
import com.rescaleequity.order.trading.message.FundsMoveKind;
import com.rescaleequity.order.trading.message.Lease;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands from the wire to the core. */
final class CommandCodec {

    private static final int MOST_OF_A_NAME = 64;

    private CommandCodec() {}

    /**
     * A record of the log.
     *
     * @throws UnreadableCommandException when it is none
     */
    static com.rescaleequity.protocol.trading.Command parse(byte @Nullable [] record) {
        if (record == null) {
            throw new UnreadableCommandException("it has no value");
        }
        try {
            return com.rescaleequity.protocol.trading.Command.parseFrom(record);
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableCommandException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The core's form of a record.
     *
     * @throws UnreadableCommandException when this version does not know what it says
     */
    static CommandEnvelope fromWire(com.rescaleequity.protocol.trading.Command wire) {
        Command command = body(wire);
        if (wire.getLease() != 0) {
            command = onLease(wire, command);
        }
        return new CommandEnvelope(
                wire.getDeadline(),
                wire.getSource(),
                wire.getSourceNumber(),
                requestKey(wire, command),
                command);
    }

    private static Command body(com.rescaleequity.protocol.trading.Command wire) {
        return switch (wire.getBodyCase()) {
            case PLACE_ORDER ->
                    placeOrder(wire.getPlaceOrder().getAccountId(), wire.getPlaceOrder());
            case PLACE_ORDERS -> placeOrders(wire.getPlaceOrders());
            case AMEND_ORDER -> amendOrder(wire.getAmendOrder());
            case CANCEL_ORDER ->
                    cancelOrder(wire.getCancelOrder().getAccountId(), wire.getCancelOrder());
            case CANCEL_ORDERS -> cancelOrders(wire.getCancelOrders());
            case CANCEL_ALL_ORDERS ->
                    new Command.CancelAllOrders(
                            wire.getCancelAllOrders().getAccountId(),
                            wire.getCancelAllOrders().getSymbol(),
                            WireEnums.optional(Side.values(), wire.getCancelAllOrders().getSide()));
            case CANCEL_ALL_AFTER ->
                    new Command.CancelAllAfter(
                            wire.getCancelAllAfter().getAccountId(),
                            wire.getCancelAllAfter().getTimeout());
            case MOVE_FUNDS -> moveFunds(wire.getMoveFunds());
            case SET_ACCOUNT_FEES ->
                    new Command.SetAccountFees(
                            wire.getSetAccountFees().getAccountId(),
                            wire.getSetAccountFees().getMakerShare(),
                            wire.getSetAccountFees().getTakerShare());
            case SET_ACCOUNT_STATE ->
                    new Command.SetAccountState(
                            wire.getSetAccountState().getAccountId(),
                            WireEnums.required(
                                    AccountState.values(), wire.getSetAccountState().getState()));
            case SET_INSTRUMENT ->
                    new Command.SetInstrument(
                            InstrumentCodec.fromWire(wire.getSetInstrument().getInstrument()));
            case SET_MARKET_STATE ->
                    new Command.SetMarketState(
                            wire.getSetMarketState().getSymbol(),
                            WireEnums.required(
                                    MarketState.values(), wire.getSetMarketState().getState()));
            case SET_LOGIC_VERSION ->
                    new Command.SetLogicVersion(wire.getSetLogicVersion().getVersion());
            case ASK_AGAIN -> new Command.AskAgain(wire.getAskAgain().getAccountId());
            case END_LEASE ->
                    new Command.EndLease(
                            wire.getEndLease().getAccountId(),
                            lease(wire, wire.getEndLease().getLease()));
            case TICK ->
                    wire.getTick().getWitness().isEmpty()
                            ? new Command.Tick()
                            : new Command.RenewLeases(wire.getTick().getWitness());
            case BODY_NOT_SET ->
                    throw new UnreadableCommandException("the command has no known body");
        };
    }

    private static Command onLease(
            com.rescaleequity.protocol.trading.Command wire, Command command) {
        if (command instanceof Command.Placement orders) {
            return new Command.PlaceOnLease(lease(wire, wire.getLease()), orders);
        }
        throw new UnreadableCommandException("a lease but no orders");
    }

    /** Names are kept as long as their orders are open: nobody may make them long. */
    private static Lease lease(com.rescaleequity.protocol.trading.Command wire, long connection) {
        String server = wire.getOrigin();
        if (server.isEmpty() || server.length() > MOST_OF_A_NAME) {
            throw new UnreadableCommandException("a lease of nobody");
        }
        return new Lease(server, connection);
    }

    private static @Nullable RequestKey requestKey(
            com.rescaleequity.protocol.trading.Command wire, Command command) {
        if (wire.getRequestKey().isEmpty()) {
            return null;
        }
        String fingerprint =
                Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(wire.getFingerprint().toByteArray());
        return new RequestKey(accountId(command), wire.getRequestKey(), fingerprint);
    }

    private static long accountId(Command command) {
        return switch (command) {
            case Command.PlaceOrder place -> place.accountId();
            case Command.PlaceOrders place -> place.accountId();
            case Command.PlaceOnLease tied -> tied.orders().accountId();
            case Command.EndLease end -> end.accountId();
            case Command.AmendOrder amend -> amend.accountId();
            case Command.CancelOrder cancel -> cancel.accountId();
            case Command.CancelOrders cancel -> cancel.accountId();
            case Command.CancelAllOrders cancel -> cancel.accountId();
            case Command.CancelAllAfter cancel -> cancel.accountId();
            case Command.MoveFunds move -> move.accountId();
            case Command.SetAccountFees set -> set.accountId();
            case Command.SetAccountState set -> set.accountId();
            case Command.AskAgain ask -> ask.accountId();
            case Command.SetInstrument _,
                    Command.SetMarketState _,
                    Command.SetLogicVersion _,
                    Command.RenewLeases _,
                    Command.Tick _ ->
                    throw new UnreadableCommandException("a request key but no account");
        };
    }

    /** The order that a call asks for. */
    static Command.PlaceOrder placeOrder(com.rescaleequity.protocol.trading.PlaceOrder wire) {
        return placeOrder(wire.getAccountId(), wire);
    }

    private static Command.PlaceOrder placeOrder(
            long accountId, com.rescaleequity.protocol.trading.PlaceOrder wire) {
        return new Command.PlaceOrder(
                accountId,
                wire.getSymbol(),
                WireEnums.required(Side.values(), wire.getSide()),
                WireEnums.required(OrderType.values(), wire.getType()),
                wire.getQuantity(),
                wire.getQuoteQuantity(),
                wire.getLimitPrice(),
                wire.getTriggerPrice(),
                WireEnums.optional(TimeInForce.values(), wire.getTimeInForce()),
                wire.getPostOnly(),
                WireEnums.optional(SelfTradePrevention.values(), wire.getSelfTradePrevention()),
                wire.getExpireAt(),
                ClientOrderId.of(wire.getClientOrderId()),
                wire.getLabelIsNew(),
                wire.getDeadline());
    }

    /** The account of the whole command counts, whatever its parts say. */
    private static Command placeOrders(com.rescaleequity.protocol.trading.PlaceOrders wire) {
        List<Command.BatchItem> items = new ArrayList<>();
        for (var order : wire.getOrdersList()) {
            items.add(placeOrder(wire.getAccountId(), order));
        }
        for (int place : wire.getSkippedList()) {
            if (place < 0 || place > items.size()) {
                throw new UnreadableCommandException("an item was skipped beyond the end");
            }
            items.add(place, new Command.Skipped());
        }
        return new Command.PlaceOrders(wire.getAccountId(), items);
    }

    private static Command amendOrder(com.rescaleequity.protocol.trading.AmendOrder wire) {
        return new Command.AmendOrder(
                wire.getAccountId(),
                wire.getOrderId(),
                wire.getClientOrderId(),
                wire.getQuantity(),
                wire.getPrice(),
                wire.getLimitPrice(),
                wire.getExpireAt(),
                wire.getNewClientOrderId(),
                wire.hasPostOnly() ? wire.getPostOnly() : null);
    }

    private static Command.CancelOrder cancelOrder(
            long accountId, com.rescaleequity.protocol.trading.CancelOrder wire) {
        return new Command.CancelOrder(accountId, wire.getOrderId(), wire.getClientOrderId());
    }

    private static Command cancelOrders(com.rescaleequity.protocol.trading.CancelOrders wire) {
        return new Command.CancelOrders(
                wire.getAccountId(),
                wire.getOrdersList().stream()
                        .map(order -> cancelOrder(wire.getAccountId(), order))
                        .toList());
    }

    private static Command moveFunds(com.rescaleequity.protocol.trading.MoveFunds wire) {
        return new Command.MoveFunds(
                wire.getAccountId(),
                wire.getAsset(),
                wire.getAmount(),
                WireEnums.required(FundsMoveKind.values(), wire.getKind()),
                wire.getReferenceId());
    }
}
