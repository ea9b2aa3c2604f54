package com.rescaleequity.order.api;

import com.rescaleequity.order.engine.Engine;
import com.rescaleequity.order.engine.NothingDoneException;
import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.order.history.OrderHistory;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.view.OrderView;
import com.rescaleequity.platform.view.OrderView.FillView;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.Order;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine's replies in the words of the contract. What the core knows no more the history does,
 * so that every refusal that is about an order shows it whole.
 */
@ApplicationScoped
class OrderAnswers {

    private final Engine engine;
    private final OrderHistory history;

    OrderAnswers(Engine engine, OrderHistory history) {
        this.engine = engine;
        this.history = history;
    }

    /** The order that a command placed, or amended, or cancelled. */
    Uni<OrderView> order(Reply.ToOrder reply, Subject subject) {
        return switch (reply) {
            case Reply.Accepted(var order, var fills) -> view(order, fills);
            case Reply.Refused refused -> refusal(refused, subject);
        };
    }

    /**
     * An order as it was after a command; fills that the core keeps no more the history has. Where
     * that cannot be read they are left out and said to be: a refusal would say that the command
     * was not carried out.
     */
    Uni<OrderView> view(Order order, Reply.Fills fills) {
        OrderView known = known(order, fills);
        return fills.areElsewhere()
                ? history.withFillsUntil(order, fills.lastTradeId())
                        .onFailure(ApiException.class)
                        .recoverWithItem(known)
                : Uni.createFrom().item(known);
    }

    /**
     * Orders that were cancelled together, as they ended. Fails with EXECUTION_UNKNOWN where they
     * cannot be read, for they are cancelled.
     */
    Uni<List<OrderView>> ended(long accountId, List<Long> orderIds) {
        return history.findAll(accountId, orderIds)
                .onFailure(ApiException.class)
                .transform(unreadable ->
                        new ApiException(
                                ErrorCode.EXECUTION_UNKNOWN,
                                "The orders are cancelled and cannot be read at the moment. Repeat with the same Idempotency-Key.",
                                Map.of()));
    }

    /** Fails with what the refusal means to the client. */
    <T> Uni<T> refusal(Reply.Refused refused, Subject subject) {
        return switch (refused.reason()) {
            case DUPLICATE_CLIENT_ORDER_ID -> duplicate(refused, subject);
            case ORDER_NOT_FOUND, ORDER_NOT_OPEN -> notOpen(refused, subject);
            case CONFLICTING_PARAMETERS -> conflict(refused, subject);
            case ORDER_NOT_AMENDABLE, NO_CHANGE ->
                    ifReadable(named(refused, subject.accountId(), subject.key()))
                            .map(found -> {
                                ApiException plain = Refusals.of(refused, subject);
                                OrderView order = found.orElseThrow(() -> plain);
                                throw withOrder(
                                        plain.code(), String.valueOf(plain.getMessage()), order);
                            });
            default -> Uni.createFrom().failure(Refusals.of(refused, subject));
        };
    }

    /** The account's order of this name, open or closed, with its fills. */
    Uni<Optional<OrderView>> find(long accountId, OrderKey key) {
        return key.orderId() != 0
                ? history.find(accountId, key.orderId())
                : history.find(accountId, key.clientOrderId());
    }

    /** The same, and empty where it cannot be read now: what the core said holds without it. */
    Uni<Optional<OrderView>> findIfReadable(long accountId, OrderKey key) {
        return ifReadable(find(accountId, key));
    }

    private <T> Uni<T> duplicate(Reply.Refused refused, Subject subject) {
        return ifReadable(named(refused, subject.accountId(), OrderKey.ofLabel(subject.label())))
                .map(found -> {
                    OrderView order = found.orElseThrow(() -> Refusals.of(refused, subject));
                    throw withOrder(
                            ErrorCode.DUPLICATE_CLIENT_ORDER_ID,
                            "clientOrderId %s belongs to order %s."
                                    .formatted(subject.label(), order.order().getOrderId()),
                            order);
                });
    }

    /** An order that was amended to another label is not found by the one that it had before. */
    private <T> Uni<T> conflict(Reply.Refused refused, Subject subject) {
        OrderKey key = subject.key();
        ApiException conflict = Refusals.of(refused, subject);
        if (key.clientOrderId().isEmpty() || !key.idText().isEmpty()) {
            return Uni.createFrom().failure(conflict);
        }
        return find(subject.accountId(), key)
                .map(found -> {
                    throw found.filter(order -> !order.isClosed())
                            .map(open -> conflict)
                            .orElseGet(key::notFound);
                });
    }

    private <T> Uni<T> notOpen(Reply.Refused refused, Subject subject) {
        OrderKey key = subject.key();
        Uni<Optional<OrderView>> named = named(refused, subject.accountId(), key);
        boolean nobodys = refused.reason() == RejectReason.ORDER_NOT_FOUND;
        return (nobodys ? ifReadable(named) : named)
                .map(found -> {
                    OrderView order = found.orElseThrow(key::notFound);
                    if (!order.isClosed()) {
                        throw key.notFound();
                    }
                    if (key.orderId() != 0
                            && !key.clientOrderId().isEmpty()
                            && !key.clientOrderId().equals(order.order().getClientOrderId())) {
                        throw Refusals.of(
                                new Reply.Refused(
                                        RejectReason.CONFLICTING_PARAMETERS, RejectDetails.NONE),
                                subject);
                    }
                    throw withOrder(
                            ErrorCode.ORDER_ALREADY_CLOSED,
                            "Order %d is already %s."
                                    .formatted(
                                            order.order().getOrderId(),
                                            Words.status(order.order().getStatus())),
                            order);
                });
    }

    /** The order that the refusal names, else the one that the client named. */
    private Uni<Optional<OrderView>> named(Reply.Refused refused, long accountId, OrderKey key) {
        if (refused.details() instanceof RejectDetails.ExistingOrder(long id) && id != 0) {
            return open(accountId, id)
                    .chain(open ->
                            open.isPresent()
                                    ? Uni.createFrom().item(open)
                                    : history.find(accountId, id));
        }
        return find(accountId, key);
    }

    /** An open order as the core has it, which refused by it: no database has to answer for it. */
    private Uni<Optional<OrderView>> open(long accountId, long orderId) {
        return ifReadable(
                engine.openOrder(accountId, orderId)
                        .map(found -> found.map(open -> known(open.order(), open.fills()))));
    }

    private static OrderView known(Order order, Reply.Fills fills) {
        return OrderView.of(
                order,
                fills.newest().stream()
                        .map(each -> FillView.of(each.fill(), order.getQuoteAsset(), each.time()))
                        .toList());
    }

    private static Uni<Optional<OrderView>> ifReadable(Uni<Optional<OrderView>> order) {
        return order.onFailure(OrderAnswers::isOfTheMoment).recoverWithItem(Optional.empty());
    }

    private static boolean isOfTheMoment(Throwable failure) {
        return failure instanceof ApiException || failure instanceof NothingDoneException;
    }

    private static ApiException withOrder(ErrorCode code, String message, OrderView order) {
        return new ApiException(code, message, Map.of("order", order));
    }
}
