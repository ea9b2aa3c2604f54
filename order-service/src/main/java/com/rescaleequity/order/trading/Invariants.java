package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.book.BookSide;
import com.rescaleequity.order.trading.book.RestingOrder;
import com.rescaleequity.order.trading.funds.Assets;
import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.Side;
import org.jspecify.annotations.Nullable;

/**
 * What must hold after every command: money is conserved, every hold is explained by an open order,
 * no book is crossed, and every open order is in exactly one queue.
 */
final class Invariants {

    private final Accounts accounts;
    private final Assets assets;
    private final Markets markets;
    private final OpenOrders openOrders;
    private final Leases leases;

    Invariants(
            Accounts accounts,
            Assets assets,
            Markets markets,
            OpenOrders openOrders,
            Leases leases) {
        this.accounts = accounts;
        this.assets = assets;
        this.markets = markets;
        this.openOrders = openOrders;
        this.leases = leases;
    }

    void check(Timers timers) {
        for (int asset = 0; asset < assets.count(); asset++) {
            checkAsset(asset);
        }
        int inAccounts = 0;
        for (Account account : accounts.all()) {
            inAccounts += checkAccount(account);
        }
        int inQueues = 0;
        for (Market market : markets.all()) {
            inQueues += checkMarket(market);
        }
        require(
                openOrders
                        .closedLabels()
                        .counts(accounts.all().stream().map(Account::clientOrderIds).toList()),
                "wrong bytes or shares of closed labels, in bytes",
                openOrders.closedLabels().bytes());
        checkLeases(timers);
        require(inAccounts == openOrders.count(), "wrong number of orders in accounts", inAccounts);
        require(inQueues == openOrders.count(), "wrong number of orders in queues", inQueues);
    }

    private void checkLeases(Timers timers) {
        for (LeaseHolder holder : leases.all()) {
            int tied = openOrders.tiedTo(holder).size();
            require(tied > 0, "a server without orders", holder.id());
            require(tied == holder.orders(), "wrong count of orders of server", holder.id());
            require(timers.has(holder), "nobody waits for server", holder.id());
        }
    }

    private void checkAsset(int asset) {
        long sum = 0;
        for (Account account : accounts.all()) {
            long available = account.funds().available(asset);
            long held = account.funds().held(asset);
            require(available >= 0 && held >= 0, "less than nothing in account", account.id());
            require(held == explained(account, asset), "unexplained hold in account", account.id());
            sum = Math.addExact(sum, Math.addExact(available, held));
        }
        require(sum == assets.supply(asset), "wrong sum of asset", asset);
    }

    private static long explained(Account account, int asset) {
        long sum = 0;
        for (var order = WorkingOrder.oldestOf(account);
                order != null;
                order = order.newerInAccount()) {
            if (order.heldAsset() == asset) {
                sum += order.heldAmount();
            }
        }
        return sum;
    }

    private int checkAccount(Account account) {
        int count = 0;
        int numbers = 0;
        long previousId = 0;
        for (var order = WorkingOrder.oldestOf(account);
                order != null;
                order = order.newerInAccount()) {
            require(order.orderId() > previousId, "out of order: order", order.orderId());
            require(openOrders.get(order.orderId()) == order, "unknown order", order.orderId());
            require(order.isOpen() && order.openLots() > 0, "ended order", order.orderId());
            checkHold(order);
            ClientOrderId label = order.clientOrderId();
            require(
                    account.clientOrderIds().leads(label, order.orderId()),
                    "lost label of order",
                    order.orderId());
            numbers += label.number() == 0 ? 0 : 1;
            previousId = order.orderId();
            count++;
        }
        require(
                account.clientOrderIds().counts(numbers, count - numbers),
                "wrong count of labels of account",
                account.id());
        for (Market market : markets.all()) {
            checkCounts(account, market);
        }
        return count;
    }

    private static void checkHold(WorkingOrder order) {
        long held = order.heldAmount();
        if (order.side() == Side.SELL) {
            long open = order.market().quantity(order.openLots());
            require(held == open, "wrong hold of order", order.orderId());
        } else if (order.hasLimit()) {
            long needed = order.reserveForOpenLots();
            require(held == needed, "wrong hold of order", order.orderId());
        }
    }

    private static void checkCounts(Account account, Market market) {
        int pending = 0;
        int active = 0;
        for (var order = WorkingOrder.oldestOf(account);
                order != null;
                order = order.newerInAccount()) {
            if (order.market() == market) {
                pending += order.status() == OrderStatus.PENDING ? 1 : 0;
                active += order.status() == OrderStatus.ACTIVE ? 1 : 0;
            }
        }
        require(
                account.pendingStops(market) == pending,
                "wrong count of stops of account",
                account.id());
        require(
                account.activeOrders(market) == active,
                "wrong count of orders of account",
                account.id());
    }

    private static int checkMarket(Market market) {
        require(!market.book().isCrossed(), "crossed book of market", market.index());
        int count = 0;
        for (Side side : Side.values()) {
            count += checkQueues(market.side(side), side, OrderStatus.ACTIVE);
            count += checkQueues(market.stops().side(side), side, OrderStatus.PENDING);
        }
        require(count == market.openOrders(), "wrong count of orders in market", market.index());
        return count;
    }

    private static int checkQueues(BookSide levels, Side side, OrderStatus status) {
        int count = 0;
        long before = 0;
        for (long ticks = levels.bestTicks(); ticks != 0; ticks = levels.ticksAfter(ticks)) {
            boolean sorted = before == 0 || (levels.reaches(before, ticks) && before != ticks);
            require(sorted, "price is served too late:", ticks);
            before = ticks;
            long lots = 0;
            @Nullable RestingOrder resting = levels.first(ticks);
            for (; resting != null; resting = levels.behind(resting)) {
                WorkingOrder order = (WorkingOrder) resting;
                boolean belongs =
                        order.side() == side
                                && order.status() == status
                                && order.priceTicks() == ticks;
                require(belongs, "wrong queue for order", order.orderId());
                lots += order.openLots();
                count++;
            }
            require(lots == levels.lots(ticks), "wrong sum at price", ticks);
        }
        return count;
    }

    private static void require(boolean holds, String complaint, long subject) {
        if (!holds) {
            throw new IllegalStateException(complaint + " " + subject);
        }
    }
}
