package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.AccountState;
import com.rescaleequity.order.trading.message.Command.CancelAllAfter;
import com.rescaleequity.order.trading.message.Command.CancelAllOrders;
import com.rescaleequity.order.trading.message.Command.CancelOrder;
import com.rescaleequity.order.trading.message.Command.CancelOrders;
import com.rescaleequity.order.trading.message.Command.EndLease;
import com.rescaleequity.order.trading.message.Command.SetAccountState;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.OrderSubStatus;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Accepted;
import com.rescaleequity.order.trading.message.Outcome.Batch;
import com.rescaleequity.order.trading.message.Outcome.CancelledAll;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.Outcome.TimerSet;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.StatusReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ends orders because somebody asks, because their time has come, or with their market. */
final class Cancellation {

    private final Accounts accounts;
    private final OrderFinder finder;
    private final OrderEnding ending;
    private final EventLog events;
    private final Timers timers;
    private final Leases leases;

    Cancellation(
            Accounts accounts,
            OrderFinder finder,
            OrderEnding ending,
            EventLog events,
            Timers timers,
            Leases leases) {
        this.accounts = accounts;
        this.finder = finder;
        this.ending = ending;
        this.events = events;
        this.timers = timers;
        this.leases = leases;
    }

    Outcome cancel(CancelOrder command) {
        OrderFinder.Found found =
                finder.find(command.accountId(), command.orderId(), command.clientOrderId());
        WorkingOrder order = found.order();
        if (order == null) {
            return java.util.Objects.requireNonNull(found.refusal());
        }
        ending.end(order, OrderSubStatus.CANCELLED, StatusReason.USER_REQUEST);
        return new Accepted(events.told(order), order.fills());
    }

    Outcome cancelEach(CancelOrders command) {
        return new Batch(command.orders().stream().map(this::cancel).toList());
    }

    Outcome cancelAll(CancelAllOrders command, Markets markets) {
        String symbol = command.symbol();
        if (!symbol.isEmpty() && markets.find(symbol) == null) {
            return Rejected.because(RejectReason.INVALID_SYMBOL);
        }
        Side side = command.side();
        return new CancelledAll(
                endAll(
                        accounts.find(command.accountId()),
                        order ->
                                (symbol.isEmpty() || order.market().symbol().equals(symbol))
                                        && (side == null || order.side() == side),
                        StatusReason.CANCEL_ALL));
    }

    Outcome setTimer(CancelAllAfter command) {
        long timeout = command.timeoutMillis();
        if (timeout < 0 || timeout > Long.MAX_VALUE - events.now()) {
            return Rejected.because(RejectReason.INVALID_AMOUNT);
        }
        Account account = accounts.findOrCreate(command.accountId());
        timers.arm(account, timeout == 0 ? 0 : events.now() + timeout);
        return new TimerSet(events.now(), account.cancelAllAt());
    }

    /** Ends the orders of a connection that is no more. */
    Outcome endLease(EndLease command) {
        @Nullable LeaseHolder holder = leases.find(command.lease().server());
        if (holder != null) {
            long connection = command.lease().connection();
            endAll(
                    accounts.find(command.accountId()),
                    order -> order.isTiedTo(holder, connection),
                    StatusReason.CANCEL_ON_DISCONNECT);
        }
        return Outcome.Done.INSTANCE;
    }

    /** Lets an account trade or not; a suspended one keeps neither orders nor a timer. */
    Outcome setAccountState(SetAccountState command) {
        Account account = accounts.findOrCreate(command.accountId());
        account.state(command.state());
        if (command.state() == AccountState.SUSPENDED) {
            timers.arm(account, 0);
            endAll(account, order -> true, StatusReason.ADMIN);
        }
        return Outcome.Done.INSTANCE;
    }

    /** Does what a timer waited for. */
    void fire(Timers.Timer timer, OpenOrders openOrders) {
        switch (timer.kind()) {
            case ORDER -> {
                WorkingOrder order = openOrders.get(timer.id());
                if (order == null) {
                    throw new IllegalStateException("a timer of ended order " + timer.id());
                }
                ending.end(order, OrderSubStatus.EXPIRED, StatusReason.GTD_EXPIRED);
            }
            case ACCOUNT -> {
                Account account = accounts.findOrCreate(timer.id());
                timers.arm(account, 0);
                endAll(account, order -> true, StatusReason.CANCEL_ALL_AFTER);
            }
            case SERVER ->
                    endEach(
                            openOrders.tiedTo(leases.get(timer.id())),
                            StatusReason.CANCEL_ON_DISCONNECT);
        }
    }

    /** Ends every order of a market that is no more, in the order of their ids. */
    void delist(Market market, OpenOrders openOrders) {
        endEach(openOrders.in(market), StatusReason.DELISTED);
    }

    private void endEach(List<WorkingOrder> orders, StatusReason why) {
        for (WorkingOrder order : orders) {
            ending.end(order, OrderSubStatus.CANCELLED, why);
        }
    }

    private List<OrderState> endAll(
            @Nullable Account account, Predicate<WorkingOrder> wanted, StatusReason why) {
        List<OrderState> ended = new ArrayList<>();
        @Nullable WorkingOrder order = account == null ? null : WorkingOrder.oldestOf(account);
        while (order != null) {
            @Nullable WorkingOrder newer = order.newerInAccount();
            if (wanted.test(order)) {
                ending.end(order, OrderSubStatus.CANCELLED, why);
                ended.add(events.told(order));
            }
            order = newer;
        }
        return ended;
    }
}
