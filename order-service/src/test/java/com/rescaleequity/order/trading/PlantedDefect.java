package com.rescaleequity.order.trading;

import static com.rescaleequity.order.trading.Mutation.answeringNull;
import static com.rescaleequity.order.trading.Mutation.withBranch;
import static com.rescaleequity.order.trading.Mutation.withCall;
import static com.rescaleequity.order.trading.Mutation.withCertainBranch;
import static com.rescaleequity.order.trading.Mutation.withConstant;
import static com.rescaleequity.order.trading.Mutation.withDoubledArgument;
import static com.rescaleequity.order.trading.Mutation.withoutBranch;
import static com.rescaleequity.order.trading.Mutation.withoutCall;

import com.rescaleequity.order.trading.book.BookSide;
import com.rescaleequity.order.trading.funds.UnitMath;
import java.lang.classfile.Opcode;

/** Mistakes that somebody could make in the core, each planted into its compiled code. */
@SuppressWarnings("ImmutableEnumChecker")
enum PlantedDefect {
    PRICE_AT_THE_LIMIT_IS_NOT_REACHED(
            BookSide.class, "reaches", withBranch(Opcode.IFGT, Opcode.IFGE)),
    STOP_AT_THE_LAST_PRICE_IS_ADMITTED(
            PriceRules.class, "checkMarketPrices", withBranch(Opcode.IFGT, Opcode.IFGE)),
    TRIGGERED_STOP_IGNORES_THE_BAND(
            OrderExecution.class, "trigger", withoutCall("OrderExecution.checkBand")),
    NEWEST_ORDER_TRADES_FIRST(BookSide.class, "first", withCall("PriceChapter.first", "last")),
    ORDER_TRADES_WITH_ITS_OWN_ACCOUNT(Matcher.class, "take", withCertainBranch(Opcode.IF_ACMPNE)),
    FILL_OR_KILL_NEVER_FILLS(
            OrderExecution.class, "execute", withoutCall("OrderExecution.isFillable")),
    HOLD_IS_KEPT_AT_THE_END(OrderEnding.class, "end", withoutCall("WorkingOrder.release")),
    HOLD_IS_KEPT_AT_AN_AMENDMENT(Amendment.class, "change", withoutCall("WorkingOrder.hold")),
    FEES_ARE_CREDITED_TWICE(Settlement.class, "settle", withDoubledArgument("AccountFunds.credit")),
    FEES_ARE_ROUNDED_DOWN(UnitMath.class, "fractionUp", withConstant(UnitMath.ONE - 1, 0)),
    LEVEL_TOTAL_IS_NOT_REDUCED(BookSide.class, "resize", withoutCall("PriceChapter.changeLots")),
    QUEUE_KEEPS_ITS_OLD_END(BookSide.class, "remove", withoutCall("PriceChapter.setEnds").only(3)),
    MISSING_FEE_IS_CHARGED(Settlement.class, "buy", withoutCall("WorkingOrder.holdMore")),
    LEVEL_OF_A_TRADE_IS_NOT_TOLD(Matcher.class, "trade", withoutCall("EventLog.bookChanged")),
    GROWN_ORDER_KEEPS_ITS_PRIORITY(Amendment.class, "keepsPlace", withoutBranch(Opcode.IFGT)),
    LABEL_IS_NOT_TAKEN(OpenOrders.class, "add", withoutCall("ClientOrderIds.take")),
    INDEX_OF_LABELS_BEGINS_WITHOUT_CLOSED_ORDERS(
            ClientOrderIds.class, "index", withoutCall("ClientOrderIds.put").only(1)),
    INDEX_OF_LABELS_BEGINS_WITHOUT_OPEN_ORDERS(
            ClientOrderIds.class, "index", withoutCall("ClientOrderIds.put").only(2)),
    NEW_LABEL_IS_NOT_TAKEN(OpenOrders.class, "amend", withoutCall("ClientOrderIds.take")),
    TIMER_OUTLIVES_ITS_ORDER(OpenOrders.class, "remove", withoutCall("Timers.remove")),
    TIMER_FIRES_A_MOMENT_LATE(Timers.class, "due", withBranch(Opcode.IFGT, Opcode.IFGE)),
    TIME_STANDS_STILL(EventLog.class, "advance", withCall("Math.max", "min")),
    LEASES_ARE_NOT_RENEWED(TradingCore.class, "renew", withoutCall("Leases.renew")),
    LEASE_OF_ANOTHER_CONNECTION_ENDS(
            WorkingOrder.class, "isTiedTo", withoutBranch(Opcode.IFNE).only(1)),
    SERVER_OUTLIVES_ITS_ORDERS(OpenOrders.class, "remove", withoutCall("Leases.left")),
    SNAPSHOT_FORGETS_LEASES_OF_ORDERS(
            OpenOrders.class, "readOrder", withoutCall("WorkingOrder.tie")),
    SNAPSHOT_FORGETS_WHEN_SERVERS_ARE_DEAD(Leases.class, "add", withoutCall("Timers.add")),
    NUMBER_OF_A_SOURCE_COUNTS_AGAIN(Sources.class, "takeNumber", answeringNull()),
    SOURCE_MAY_SEND_ANYTHING(Sources.class, "take", withoutBranch(Opcode.IFEQ)),
    SUSPENDED_ACCOUNT_KEEPS_ITS_ORDERS(
            Cancellation.class, "setAccountState", withoutCall("Cancellation.endAll")),
    REQUEST_KEY_IS_NEVER_LOOKED_UP(RequestWindows.class, "find", answeringNull()),
    QUESTION_IS_REMEMBERED_LIKE_A_REQUEST(
            TradingCore.class, "answersItsRequest", withoutBranch(Opcode.IFNE).only(1)),
    REQUESTS_OF_ALL_ACCOUNTS_ARE_NOT_BOUNDED(
            RequestWindows.class, "remember", withoutCall("RequestWindows.boundAll")),
    REQUESTS_OF_ONE_ACCOUNT_ARE_NOT_BOUNDED(
            RequestWindows.class, "remember", withoutCall("RequestWindows.boundOwn")),
    LABELS_OF_ALL_ACCOUNTS_ARE_NOT_BOUNDED(
            ClosedLabels.class, "close", withoutCall("ClosedLabels.boundAll")),
    ACCOUNT_WITH_FEWER_LABELS_GIVES_UP_ITS_OLDEST(
            Share.class, "isLargerThan", withBranch(Opcode.IFGT, Opcode.IFLE)),
    SNAPSHOT_FORGETS_WHO_HAS_HOW_MANY_LABELS(
            TradingCore.class, "read", withoutCall("List.forEach").only(2)),
    REQUESTS_ARE_REMEMBERED_FOR_EVER(
            TradingCore.class, "letTimePass", withoutCall("RequestWindows.forgetBefore")),
    SNAPSHOT_FORGETS_TIMERS_OF_ACCOUNTS(
            TradingCore.class, "read", withoutCall("List.forEach").only(1)),
    SNAPSHOT_QUEUES_ORDERS_BY_ID(
            OpenOrders.class, "readQueues", withCall("BookSide.enter", "enterById"));

    private final String className;
    private final String method;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Mutation mutation;

    PlantedDefect(Class<?> where, String method, Mutation mutation) {
        this.className = where.getName();
        this.method = method;
        this.mutation = mutation;
    }

    String className() {
        return className;
    }

    String method() {
        return method;
    }

    Mutation mutation() {
        return mutation;
    }
}
