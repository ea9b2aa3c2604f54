package com.rescaleequity.order.trading.reference;

import com.rescaleequity.order.trading.message.Command;
import java.util.Map;
import java.util.Set;

/** Who may send what to the {@link ReferenceExchange}, told by who may send it. */
final class ReferenceSources {

    static final Map<String, Set<Class<? extends Command>>> SENDERS =
            Map.of(
                    "market-service",
                    Set.of(Command.SetInstrument.class, Command.SetMarketState.class),
                    "account-service",
                    Set.of(
                            Command.MoveFunds.class,
                            Command.SetAccountFees.class,
                            Command.SetAccountState.class,
                            Command.CancelAllOrders.class),
                    "",
                    Set.of(
                            Command.PlaceOrder.class,
                            Command.PlaceOrders.class,
                            Command.PlaceOnLease.class,
                            Command.EndLease.class,
                            Command.RenewLeases.class,
                            Command.AmendOrder.class,
                            Command.CancelOrder.class,
                            Command.CancelOrders.class,
                            Command.CancelAllOrders.class,
                            Command.CancelAllAfter.class,
                            Command.AskAgain.class,
                            Command.SetLogicVersion.class,
                            Command.Tick.class));

    private ReferenceSources() {}

    static boolean maySend(String source, Command command) {
        return SENDERS.get(source).contains(command.getClass());
    }
}
