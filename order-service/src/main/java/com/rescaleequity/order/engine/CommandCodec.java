package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.Command;
import com.rescaleequity.order.trading.CommandEnvelope;
import com.rescaleequity.order.trading.FundsMoveKind;
import com.rescaleequity.order.trading.OrderType;
import com.rescaleequity.order.trading.SelfTradePrevention;
import com.rescaleequity.order.trading.Side;
import com.rescaleequity.order.trading.TimeInForce;

/** Commands from the wire to the core. */
final class CommandCodec {

    private CommandCodec() {}

    /**
     * The core's form of a record.
     *
     * @throws UnreadableCommandException when this version does not know what it says
     */
    static CommandEnvelope fromWire(com.rescaleequity.protocol.trading.Command wire) {
        Command command =
                switch (wire.getBodyCase()) {
                    case PLACE_ORDER -> placeOrder(wire.getPlaceOrder());
                    case CANCEL_ORDER ->
                            new Command.CancelOrder(
                                    wire.getCancelOrder().getAccountId(),
                                    wire.getCancelOrder().getOrderId(),
                                    wire.getCancelOrder().getClientOrderId());
                    case MOVE_FUNDS -> moveFunds(wire.getMoveFunds());
                    case SET_INSTRUMENT ->
                            new Command.SetInstrument(
                                    InstrumentCodec.fromWire(
                                            wire.getSetInstrument().getInstrument()));
                    case TICK -> new Command.Tick();
                    case PLACE_ORDERS,
                            TEST_ORDER,
                            AMEND_ORDER,
                            CANCEL_ORDERS,
                            CANCEL_ALL_ORDERS,
                            CANCEL_ALL_AFTER,
                            SET_ACCOUNT_FEES,
                            SET_LOGIC_VERSION,
                            BODY_NOT_SET ->
                            throw new UnreadableCommandException("the command has no known body");
                };
        return new CommandEnvelope(
                wire.getDeadline(), wire.getSource(), wire.getSourceNumber(), null, command);
    }

    private static Command placeOrder(com.rescaleequity.protocol.trading.PlaceOrder wire) {
        return new Command.PlaceOrder(
                wire.getAccountId(),
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
                wire.getClientOrderId(),
                wire.getDeadline());
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
