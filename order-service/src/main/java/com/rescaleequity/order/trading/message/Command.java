package com.rescaleequity.order.trading.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instruction to the trading core. Every price, quantity and amount is a count of units of
 * 10^-8; 0 says that an optional number is not given, and an empty text that a text is not given.
 */
public sealed interface Command {

    /**
     * Asks to enter an order; the symbol and the client order id are taken as they are. Without a
     * time in force the order type's default holds, without self-trade prevention the instrument's.
     *
     * @param labelIsNew says that the service made up the client order id for this order, so that
     *     nobody looks whether another has it
     */
    record PlaceOrder(
            long accountId,
            String symbol,
            Side side,
            OrderType type,
            long quantity,
            long quoteQuantity,
            long limitPrice,
            long triggerPrice,
            @Nullable TimeInForce timeInForce,
            boolean postOnly,
            @Nullable SelfTradePrevention selfTradePrevention,
            long expireAt,
            ClientOrderId clientOrderId,
            boolean labelIsNew,
            long deadline)
            implements Command, Placement, BatchItem {}

    /** What enters orders. */
    sealed interface Placement {

        long accountId();
    }

    /** One of several orders that are to be entered together. */
    sealed interface BatchItem {}

    /** Stands where the client's list had an item that nobody could read. */
    record Skipped() implements BatchItem {}

    /** Asks to enter orders of one account, one after the other, each for itself. */
    record PlaceOrders(long accountId, List<BatchItem> items) implements Command, Placement {
        public PlaceOrders {
            items = List.copyOf(items);
        }
    }

    /** Asks for the outcome of a request that may have been taken before; does nothing else. */
    record AskAgain(long accountId) implements Command {}

    /** Asks to enter orders that end with a connection. */
    record PlaceOnLease(Lease lease, Placement orders) implements Command {}

    /** Says that a connection is no more: its orders end, which are all of one account. */
    record EndLease(long accountId, Lease lease) implements Command {}

    /** Says that a server lives: the orders of its connections go on. Lets time pass, too. */
    record RenewLeases(String server) implements Command {}

    /**
     * Asks to change an open order in place, named as for a cancel. The price is a limit order's
     * limit or a stop's trigger; what is not given stays as it is.
     */
    record AmendOrder(
            long accountId,
            long orderId,
            String clientOrderId,
            long quantity,
            long price,
            long limitPrice,
            long expireAt,
            String newClientOrderId,
            @Nullable Boolean postOnly)
            implements Command {}

    /** Asks to end an open order, named by its id, by its client order id, or by both alike. */
    record CancelOrder(long accountId, long orderId, String clientOrderId) implements Command {}

    /** Asks to end orders of one account, one after the other, each for itself. */
    record CancelOrders(long accountId, List<CancelOrder> orders) implements Command {
        public CancelOrders {
            orders = List.copyOf(orders);
        }
    }

    /**
     * Asks to end an account's orders: in one market or, without symbol, all; of one side or both.
     */
    record CancelAllOrders(long accountId, String symbol, @Nullable Side side) implements Command {}

    /** Arms the timer that cancels all orders of an account, or disarms it if the timeout is 0. */
    record CancelAllAfter(long accountId, long timeoutMillis) implements Command {}

    /** Moves money into (positive) or out of (negative) an account from or to the outside. */
    record MoveFunds(
            long accountId, String asset, long amount, FundsMoveKind kind, String referenceId)
            implements Command {}

    /** Says which fractions of an instrument's fees an account pays as maker and as taker. */
    record SetAccountFees(long accountId, long makerShare, long takerShare) implements Command {}

    /**
     * Lets an account trade or not. Suspending it also ends its open orders and its timer that
     * cancels them.
     */
    record SetAccountState(long accountId, AccountState state) implements Command {}

    /** Lists an instrument or replaces its rules. */
    record SetInstrument(Instrument instrument) implements Command {}

    /** Puts a listed market into another state and leaves its rules alone. */
    record SetMarketState(String symbol, MarketState state) implements Command {}

    /** Makes every core decide by another version of its rules from here on. */
    record SetLogicVersion(int version) implements Command {}

    /** Lets time pass when nothing else does. */
    record Tick() implements Command {}
}
