package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.AccountState;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.Command.BatchItem;
import com.rescaleequity.order.trading.message.Command.CancelAllAfter;
import com.rescaleequity.order.trading.message.Command.CancelAllOrders;
import com.rescaleequity.order.trading.message.Command.CancelOrder;
import com.rescaleequity.order.trading.message.Command.CancelOrders;
import com.rescaleequity.order.trading.message.Command.MoveFunds;
import com.rescaleequity.order.trading.message.Command.PlaceOrder;
import com.rescaleequity.order.trading.message.Command.PlaceOrders;
import com.rescaleequity.order.trading.message.Command.SetAccountFees;
import com.rescaleequity.order.trading.message.Command.SetAccountState;
import com.rescaleequity.order.trading.message.Command.SetInstrument;
import com.rescaleequity.order.trading.message.Command.SetLogicVersion;
import com.rescaleequity.order.trading.message.Command.SetMarketState;
import com.rescaleequity.order.trading.message.Command.Tick;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.FundsMoveKind;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.reference.ReferenceExchange;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Random commands that make sense often enough: around the last price, about orders that are open,
 * by accounts that have just enough, at times that meet timers exactly.
 */
final class SimulatedCommands {

    /** A command and its append time. */
    record Timed(CommandEnvelope envelope, long time) {}

    private final SplittableRandom random;
    private final ReferenceExchange reference;
    private final SimulatedOrders orders;
    private final SimulatedInstruments instruments;
    private final SimulatedEnvelopes envelopes;
    private final SimulatedLeases leases;
    private final ArrayDeque<Command> planned = new ArrayDeque<>();

    /** How many times as rarely as in other runs orders are cancelled; books are deeper then. */
    private final int patience;

    SimulatedCommands(SplittableRandom random, ReferenceExchange reference) {
        this.random = random;
        this.reference = reference;
        this.orders = new SimulatedOrders(random, reference);
        this.instruments = new SimulatedInstruments(random, reference);
        this.envelopes = new SimulatedEnvelopes(random, reference);
        this.leases = new SimulatedLeases(random);
        this.patience = 1 + random.nextInt(8);
        planStart();
    }

    private void planStart() {
        for (String symbol : Simulation.SYMBOLS) {
            planned.add(new SetInstrument(SimulatedInstruments.first(symbol)));
        }
        for (long account : Simulation.ACCOUNTS.subList(0, Simulation.ACCOUNTS.size() - 1)) {
            for (String asset : Simulation.ASSETS) {
                planned.add(
                        new MoveFunds(account, asset, 60_000_000, FundsMoveKind.DEPOSIT, "start"));
            }
        }
    }

    Timed next() {
        if (!planned.isEmpty()) {
            return new Timed(envelopes.plain(planned.remove()), reference.now());
        }
        return envelopes.wrap(leases.perhapsOnOne(command()));
    }

    private Command command() {
        int kind = random.nextInt(1000);
        String symbol = orders.listedSymbol();
        boolean trades = reference.instrument(symbol).state() == MarketState.TRADING;
        if (!trades && random.nextInt(5) == 0) {
            return random.nextBoolean()
                    ? new SetInstrument(instruments.change(symbol))
                    : new SetMarketState(symbol, MarketState.TRADING);
        }
        if (random.nextInt(25) == 0) {
            return leases.endOrRenewal(orders.busyAccount());
        }
        if (kind < 440) {
            return place();
        }
        if (kind < 490) {
            long account = orders.account();
            List<BatchItem> batch = many(() -> orders.item(account));
            return new PlaceOrders(account, batch);
        }
        if (kind < 550) {
            return place();
        }
        return kind < 830 ? commandAboutOrders(kind) : otherCommand(kind);
    }

    private Command commandAboutOrders(int kind) {
        if (kind < 720) {
            return orders.amendment();
        }
        if (random.nextInt(patience) > 0) {
            return place();
        }
        if (kind < 800) {
            return orders.cancel(orders.busyAccount());
        }
        long account = orders.account();
        if (kind < 812) {
            List<CancelOrder> batch = many(() -> orders.cancel(account));
            return new CancelOrders(account, batch);
        }
        if (kind < 820) {
            String symbol = random.nextInt(3) == 0 ? "" : orders.symbol();
            Side side = random.nextInt(3) == 0 ? null : orders.side();
            return new CancelAllOrders(account, symbol, side);
        }
        long wait = 500L * random.nextInt(60) - reference.now() % 500;
        return new CancelAllAfter(account, Math.max(0, wait));
    }

    private Command otherCommand(int kind) {
        if (kind < 920) {
            return moveFunds();
        }
        if (kind < 950) {
            return random.nextInt(3) > 0
                    ? new SetInstrument(instruments.change(orders.listedSymbol()))
                    : new SetMarketState(orders.symbol(), instruments.state());
        }
        if (kind < 970) {
            return new SetAccountFees(orders.account(), share(), share());
        }
        if (kind < 981) {
            return new SetAccountState(orders.account(), accountState());
        }
        return kind < 984 ? new SetLogicVersion(random.nextInt(3)) : new Tick();
    }

    /** Mostly back to where there is something to see. */
    private AccountState accountState() {
        return random.nextInt(12) == 0 ? orders.oneOf(AccountState.values()) : AccountState.ACTIVE;
    }

    private Command place() {
        PlaceOrder order = orders.order(orders.account());
        if (random.nextInt(12) > 0) {
            return order;
        }
        leaveJustEnough(order);
        planned.add(order);
        if (random.nextInt(3) > 0) {
            for (String asset : Simulation.ASSETS.subList(0, 3)) {
                planned.add(
                        new MoveFunds(
                                order.accountId(),
                                asset,
                                30_000_000,
                                FundsMoveKind.DEPOSIT,
                                "again"));
            }
        }
        return planned.remove();
    }

    /** Plans to make the account's funds what the order holds, or a unit less, before it. */
    private void leaveJustEnough(PlaceOrder order) {
        long needed;
        String asset;
        switch (reference.test(order)) {
            case Outcome.Checked checked -> {
                needed = checked.reserve();
                asset = checked.asset();
            }
            case Outcome.Rejected(var _, RejectDetails.Shortfall shortfall) -> {
                needed = shortfall.required();
                asset = shortfall.asset();
            }
            default -> {
                return;
            }
        }
        long missing = needed - reference.available(order.accountId(), asset);
        long amount = random.nextInt(3) == 0 ? missing - 1 : missing;
        if (needed > 0 && amount != 0) {
            planned.add(
                    new MoveFunds(
                            order.accountId(), asset, amount, FundsMoveKind.ADJUSTMENT, "just"));
        }
    }

    private Command moveFunds() {
        String asset = orders.asset();
        long account = orders.account();
        long amount = random.nextLong(20_000_000) - 2_000_000;
        if (random.nextInt(8) == 0) {
            amount = -reference.available(account, asset);
        }
        FundsMoveKind kind = amount < 0 ? FundsMoveKind.WITHDRAWAL : FundsMoveKind.DEPOSIT;
        if (random.nextInt(4) == 0) {
            kind = orders.oneOf(FundsMoveKind.values());
        }
        return new MoveFunds(account, asset, amount, kind, "move");
    }

    private long share() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> 100_000_000;
            case 2 -> 100_000_000 - random.nextInt(3) + 1;
            default -> random.nextLong(100_000_000);
        };
    }

    private <T> List<T> many(Supplier<T> supplier) {
        return Stream.generate(supplier).limit(1 + random.nextInt(4)).toList();
    }
}
