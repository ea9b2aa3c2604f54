package com.rescaleequity.benchmarks;

import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.Command.AmendOrder;
import com.rescaleequity.order.trading.message.Command.CancelOrder;
import com.rescaleequity.order.trading.message.Command.MoveFunds;
import com.rescaleequity.order.trading.message.Command.PlaceOrder;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.EventSink;
import com.rescaleequity.order.trading.message.FundsMoveKind;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The whole trading core with funds, fees and events, and accounts that can pay for a flow. */
final class WholeCore implements EventSink {

    private static final String SYMBOL = "BTCUSD";
    private static final long WHOLE = 100_000_000;
    private static final long TICK = WHOLE / 100;
    private static final long LOT = WHOLE / 100_000;
    private static final int COMMANDS_PER_MILLISECOND = 100;

    private final TradingCore core = new TradingCore(7);
    private final TradeCounter counter = new TradeCounter();
    private long deposits;
    private long events;
    private long answers;

    /** Kept, so that every event is really made. */
    private @Nullable Event lastEvent;

    WholeCore() {
        Command listing = new Command.SetInstrument(instrument());
        apply(new CommandEnvelope(0, "market-service", 1, null, listing), 1);
        for (long id = Flows.FIRST_ACCOUNT; id < Flows.FIRST_ACCOUNT + Flows.ACCOUNTS; id++) {
            deposit(id, "USD", 10_000_000);
            deposit(id, "BTC", 1_000);
        }
    }

    private void deposit(long accountId, String asset, long wholes) {
        MoveFunds funds =
                new MoveFunds(accountId, asset, wholes * WHOLE, FundsMoveKind.DEPOSIT, "start");
        apply(new CommandEnvelope(0, "account-service", ++deposits, null, funds), 1);
    }

    /** The commands as they come out of the log. */
    static CommandEnvelope[] envelopes(FlowCommand[] flow) {
        CommandEnvelope[] envelopes = new CommandEnvelope[flow.length];
        for (int i = 0; i < flow.length; i++) {
            envelopes[i] = CommandEnvelope.of(command(flow[i]));
        }
        return envelopes;
    }

    private static Command command(FlowCommand flow) {
        return switch (flow.kind()) {
            case NEW -> place(flow, TimeInForce.GTC);
            case TAKE -> place(flow, TimeInForce.IOC);
            case CANCEL -> new CancelOrder(flow.accountId(), flow.orderId(), "");
            case MOVE -> {
                long price = flow.priceTicks() * TICK;
                yield new AmendOrder(
                        flow.accountId(), flow.orderId(), "", 0, price, 0, 0, "", null);
            }
        };
    }

    private static PlaceOrder place(FlowCommand flow, TimeInForce timeInForce) {
        return new PlaceOrder(
                flow.accountId(),
                SYMBOL,
                flow.buys() ? Side.BUY : Side.SELL,
                OrderType.LIMIT,
                flow.lots() * LOT,
                0,
                flow.priceTicks() * TICK,
                0,
                timeInForce,
                false,
                null,
                0,
                label(flow.orderId()),
                true,
                0);
    }

    /** Such as the service gives to orders that come without. */
    private static ClientOrderId label(long orderId) {
        return ClientOrderId.of(new SplittableRandom(orderId).nextLong(1, Long.MAX_VALUE));
    }

    void replay(CommandEnvelope[] flow) {
        for (int i = 0; i < flow.length; i++) {
            apply(flow[i], 2 + i / COMMANDS_PER_MILLISECOND);
        }
    }

    private void apply(CommandEnvelope envelope, long time) {
        switch (core.apply(envelope, time, this)) {
            case Outcome.Accepted accepted -> answers += accepted.order().updateSequence();
            case Outcome.Amended amended -> answers += amended.order().updateSequence();
            case Outcome.Done _ -> answers++;
            case Outcome other ->
                    throw new IllegalStateException(other + " for " + envelope.command());
        }
    }

    @Override
    public void accept(long sequence, long timeMillis, Event event) {
        events++;
        lastEvent = event;
        if (event instanceof Event.TradeExecuted trade) {
            counter.count(trade.price() / TICK, trade.quantity() / LOT);
        }
    }

    /** Something that depends on every event and every answer. */
    long consumed() {
        return core.eventHash() ^ events ^ answers ^ System.identityHashCode(lastEvent);
    }

    TradingCore core() {
        return core;
    }

    FlowTotals totals() {
        long orders = 0;
        long lots = 0;
        for (long id = Flows.FIRST_ACCOUNT; id < Flows.FIRST_ACCOUNT + Flows.ACCOUNTS; id++) {
            for (OrderState order : core.openOrders(id)) {
                orders++;
                lots += (order.quantity() - order.filledQuantity()) / LOT;
            }
        }
        return counter.totals(orders, lots);
    }

    private static Instrument instrument() {
        return new Instrument(
                SYMBOL,
                "Bitcoin / US Dollar",
                "BTC",
                "USD",
                "crypto",
                MarketState.TRADING,
                TICK,
                LOT,
                LOT,
                1_000 * WHOLE,
                100 * WHOLE,
                WHOLE / 10,
                10_000_000 * WHOLE,
                TICK,
                10_000_000 * WHOLE,
                WHOLE / 5,
                WHOLE / 5,
                WHOLE / 20,
                WHOLE / 1_000,
                WHOLE / 500,
                SelfTradePrevention.CANCEL_NEWEST,
                1_000_000,
                1_000,
                Flows.MIDDLE_TICKS * TICK,
                0);
    }
}
