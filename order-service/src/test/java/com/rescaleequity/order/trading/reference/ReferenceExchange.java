package com.rescaleequity.order.trading.reference;

import static com.rescaleequity.order.trading.reference.ReferenceWorld.refuse;

import com.rescaleequity.order.trading.message.AccountState;
import com.rescaleequity.order.trading.message.BalanceReason;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.CommandEnvelope.RequestKey;
import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.Lease;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.OrderSubStatus;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.StatusReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the trading core should be: the same commands must give the same outcomes and events. */
public final class ReferenceExchange {

    private final ReferenceWorld world;
    private final ReferenceMatching matching;
    private final ReferenceEntry entry;
    private final ReferenceAmendment amendment;
    private final Map<String, Long> sourceNumbers = new HashMap<>();
    private final ReferenceRequests requests;

    /**
     * An exchange without anything.
     *
     * @param outcomeBytes what an outcome takes that is remembered
     */
    public ReferenceExchange(
            int accountRequests,
            long accountBytes,
            long allBytes,
            long labelBytes,
            ToLongFunction<Outcome> outcomeBytes) {
        world = new ReferenceWorld(labelBytes);
        ReferenceCosts costs = new ReferenceCosts(world);
        matching = new ReferenceMatching(world, costs);
        entry = new ReferenceEntry(world, costs, matching);
        amendment = new ReferenceAmendment(world, entry, matching);
        requests =
                new ReferenceRequests(
                        new ReferenceRequests.Bounds(
                                accountRequests, accountBytes, allBytes, outcomeBytes));
    }

    /** Applies one command; what it brought about is in {@link #told()}. */
    public Outcome apply(CommandEnvelope envelope, long time) {
        world.told.clear();
        letTimePass(Math.max(world.now, time));
        requests.forgetBefore(world.now);
        Outcome notTaken = takeFromSource(envelope);
        if (notTaken != null) {
            return notTaken;
        }
        RequestKey key = envelope.requestKey();
        var known = key == null ? null : requests.find(key);
        if (known != null) {
            return known.key().fingerprint().equals(key.fingerprint())
                    ? new Outcome.Replayed(known.outcome())
                    : refuse(RejectReason.IDEMPOTENCY_KEY_REUSED);
        }
        if (envelope.deadline() != 0 && envelope.deadline() < world.now) {
            RejectDetails details = new RejectDetails.Deadline(envelope.deadline());
            return refuse(RejectReason.DEADLINE_EXCEEDED, details);
        }
        Outcome outcome = execute(envelope);
        boolean asked = envelope.command() instanceof Command.AskAgain;
        if (key != null && !asked && !isAboutTheAccount(outcome)) {
            requests.remember(key, outcome, world.now);
        }
        return outcome;
    }

    private Outcome placeItem(Command.BatchItem item, @Nullable Lease lease) {
        return item instanceof Command.PlaceOrder order
                ? entry.place(order, lease)
                : new Outcome.Skipped();
    }

    private static boolean isAboutTheAccount(Outcome outcome) {
        return outcome instanceof Outcome.Rejected refusal
                && List.of(RejectReason.ACCOUNT_SUSPENDED, RejectReason.TRADING_DISABLED)
                        .contains(refusal.reason());
    }

    /** What placing the order would come to now. */
    public Outcome test(Command.PlaceOrder order) {
        return entry.test(order);
    }

    /** What the last command brought about. */
    public List<TimedEvent> told() {
        return world.told;
    }

    public long now() {
        return world.now;
    }

    public long lastOrderId() {
        return world.lastOrderId;
    }

    public long lastPrice(String symbol) {
        return Decimals.units(world.markets.get(symbol).lastPrice);
    }

    public Instrument instrument(String symbol) {
        return world.markets.get(symbol).instrument;
    }

    public long available(long accountId, String asset) {
        return Decimals.units(world.account(accountId).available(asset));
    }

    public long held(long accountId, String asset) {
        return Decimals.units(world.account(accountId).held(asset));
    }

    /** The account's open orders, oldest first. */
    public List<OrderState> openOrders(long accountId) {
        List<OrderState> states = new ArrayList<>();
        for (ReferenceOrder order : world.orders) {
            if (order.account.id == accountId) {
                states.add(order.told);
            }
        }
        return states;
    }

    /** The quantity at each price of one side of a market. */
    public Map<Long, Long> levels(String symbol, Side side) {
        return world.levels(world.markets.get(symbol), side);
    }

    private void letTimePass(long until) {
        for (Timer next = nextTimer(); next != null && next.due <= until; next = nextTimer()) {
            world.now = Math.max(world.now, next.due);
            if (next.order != null) {
                world.end(next.order, OrderSubStatus.EXPIRED, StatusReason.GTD_EXPIRED);
            } else if (next.server != null) {
                for (ReferenceOrder order : world.ordersOf(next.server)) {
                    cancel(order, StatusReason.CANCEL_ON_DISCONNECT);
                }
            } else {
                next.account.cancelAllAt = 0;
                for (ReferenceOrder order : world.ordersOf(next.account)) {
                    cancel(order, StatusReason.CANCEL_ALL_AFTER);
                }
            }
        }
        world.now = until;
    }

    private record Timer(
            long due,
            @Nullable ReferenceOrder order,
            @Nullable ReferenceAccount account,
            @Nullable String server) {

        boolean isBefore(@Nullable Timer other) {
            if (other == null || due != other.due) {
                return other == null || due < other.due;
            }
            if (order != null || other.order != null) {
                return order != null && (other.order == null || order.id < other.order.id);
            }
            return account != null && (other.account == null || account.id < other.account.id);
        }
    }

    private @Nullable Timer nextTimer() {
        Timer first = null;
        for (ReferenceOrder order : world.orders) {
            Timer timer = new Timer(order.expireAt, order, order.account, null);
            first = order.expireAt != 0 && timer.isBefore(first) ? timer : first;
        }
        for (ReferenceAccount account : world.accounts.values()) {
            Timer timer = new Timer(account.cancelAllAt, null, account, null);
            first = account.cancelAllAt != 0 && timer.isBefore(first) ? timer : first;
        }
        for (Map.Entry<String, Long> server : world.servers.entrySet()) {
            Timer timer = new Timer(server.getValue(), null, null, server.getKey());
            first = timer.isBefore(first) ? timer : first;
        }
        return first;
    }

    private @Nullable Outcome takeFromSource(CommandEnvelope envelope) {
        if (!ReferenceSources.SENDERS.containsKey(envelope.source())) {
            return refuse(RejectReason.SOURCE_NOT_ALLOWED);
        }
        Outcome notTaken = envelope.source().isEmpty() ? null : takeSourceNumber(envelope);
        boolean allowed = ReferenceSources.maySend(envelope.source(), envelope.command());
        return notTaken == null && !allowed ? refuse(RejectReason.SOURCE_NOT_ALLOWED) : notTaken;
    }

    private @Nullable Outcome takeSourceNumber(CommandEnvelope envelope) {
        long last = sourceNumbers.getOrDefault(envelope.source(), 0L);
        if (envelope.sourceNumber() <= last) {
            return new Outcome.Duplicate(last);
        }
        if (envelope.sourceNumber() > last + 1) {
            return refuse(RejectReason.SOURCE_GAP, new RejectDetails.NextSourceNumber(last + 1));
        }
        sourceNumbers.put(envelope.source(), last + 1);
        return null;
    }

    private Outcome execute(CommandEnvelope envelope) {
        return switch (envelope.command()) {
            case Command.PlaceOrder place -> entry.place(place);
            case Command.PlaceOrders batch ->
                    new Outcome.Batch(batch.items().stream().map(o -> placeItem(o, null)).toList());
            case Command.AskAgain _ -> new Outcome.NotTaken();
            case Command.PlaceOnLease(Lease lease, Command.PlaceOrder place) ->
                    entry.place(place, lease);
            case Command.PlaceOnLease(Lease lease, Command.PlaceOrders batch) ->
                    new Outcome.Batch(
                            batch.items().stream().map(o -> placeItem(o, lease)).toList());
            case Command.EndLease end -> endLease(end);
            case Command.RenewLeases renewal -> {
                world.servers.computeIfPresent(
                        renewal.server(), (server, due) -> world.now + ReferenceWorld.SILENCE);
                yield new Outcome.Done();
            }
            case Command.AmendOrder amend -> amend(amend);
            case Command.CancelOrder cancel -> cancel(cancel);
            case Command.CancelOrders batch ->
                    new Outcome.Batch(batch.orders().stream().map(this::cancel).toList());
            case Command.CancelAllOrders all -> cancelAll(all);
            case Command.CancelAllAfter after -> setTimer(after);
            case Command.MoveFunds move -> moveFunds(envelope, move);
            case Command.SetAccountFees fees -> setFees(fees);
            case Command.SetAccountState set -> setAccountState(set);
            case Command.SetInstrument set -> setInstrument(set.instrument());
            case Command.SetMarketState set -> setState(set.symbol(), set.state());
            case Command.SetLogicVersion _ -> refuse(RejectReason.INVALID_LOGIC_VERSION);
            case Command.Tick _ -> new Outcome.Done();
        };
    }

    private record Found(@Nullable ReferenceOrder order, @Nullable Outcome refusal) {}

    private Found find(long accountId, long orderId, String label) {
        ReferenceAccount account = world.account(accountId);
        long id = orderId != 0 ? orderId : account.labels.getOrDefault(label, 0L);
        for (ReferenceOrder order : world.orders) {
            if (order.id == id && order.account != account) {
                return new Found(null, refuse(RejectReason.ORDER_NOT_FOUND));
            }
            if (order.id == id && !label.isEmpty() && !label.equals(order.label)) {
                return new Found(null, refuse(RejectReason.CONFLICTING_PARAMETERS));
            }
            if (order.id == id) {
                return new Found(order, null);
            }
        }
        return new Found(
                null,
                id < 0 || id > world.lastOrderId
                        ? refuse(RejectReason.ORDER_NOT_FOUND)
                        : refuse(RejectReason.ORDER_NOT_OPEN, new RejectDetails.ExistingOrder(id)));
    }

    private Outcome amend(Command.AmendOrder command) {
        if (world.account(command.accountId()).state == AccountState.SUSPENDED) {
            return refuse(RejectReason.ACCOUNT_SUSPENDED);
        }
        Found found = find(command.accountId(), command.orderId(), command.clientOrderId());
        return found.order == null ? found.refusal : amendment.amend(found.order, command);
    }

    private Outcome cancel(Command.CancelOrder command) {
        Found found = find(command.accountId(), command.orderId(), command.clientOrderId());
        if (found.order == null) {
            return found.refusal;
        }
        cancel(found.order, StatusReason.USER_REQUEST);
        return ReferenceWorld.accepted(found.order);
    }

    private void cancel(ReferenceOrder order, StatusReason why) {
        world.end(order, OrderSubStatus.CANCELLED, why);
    }

    private Outcome cancelAll(Command.CancelAllOrders command) {
        String symbol = command.symbol();
        if (!symbol.isEmpty() && !world.markets.containsKey(symbol)) {
            return refuse(RejectReason.INVALID_SYMBOL);
        }
        List<OrderState> ended = new ArrayList<>();
        for (ReferenceOrder order : world.ordersOf(world.account(command.accountId()))) {
            boolean here = symbol.isEmpty() || order.market.symbol().equals(symbol);
            if (here && (command.side() == null || command.side() == order.side)) {
                cancel(order, StatusReason.CANCEL_ALL);
                ended.add(order.state());
            }
        }
        return new Outcome.CancelledAll(ended);
    }

    private Outcome endLease(Command.EndLease command) {
        for (ReferenceOrder order : world.ordersOf(world.account(command.accountId()))) {
            if (command.lease().equals(order.lease)) {
                cancel(order, StatusReason.CANCEL_ON_DISCONNECT);
            }
        }
        return new Outcome.Done();
    }

    private Outcome setTimer(Command.CancelAllAfter command) {
        long due = command.timeoutMillis() == 0 ? 0 : world.now + command.timeoutMillis();
        world.account(command.accountId()).cancelAllAt = due;
        return new Outcome.TimerSet(world.now, due);
    }

    private Outcome moveFunds(CommandEnvelope envelope, Command.MoveFunds command) {
        boolean sensible =
                switch (command.kind()) {
                    case DEPOSIT -> command.amount() > 0;
                    case WITHDRAWAL -> command.amount() < 0;
                    case ADJUSTMENT -> command.amount() != 0;
                };
        if (!sensible || command.accountId() <= 0 || command.asset().isEmpty()) {
            return refuse(RejectReason.INVALID_AMOUNT);
        }
        ReferenceAccount account = world.account(command.accountId());
        BigDecimal amount = Decimals.of(command.amount());
        BigDecimal available = account.available(command.asset());
        if (available.add(amount).signum() < 0) {
            return ReferenceEntry.shortfall(command.asset(), amount.negate(), available);
        }
        account.credit(command.asset(), amount);
        ReferenceMarket market = world.markets.get(command.asset() + "USD");
        world.tell(
                new Event.FundsMoved(
                        command.accountId(),
                        command.asset(),
                        command.amount(),
                        command.kind(),
                        command.referenceId(),
                        envelope.source(),
                        envelope.sourceNumber(),
                        market == null ? 0 : Decimals.units(market.lastPrice)));
        List<String> assets = List.of(command.asset());
        world.tellBalances(account, BalanceReason.FUNDS_MOVE, 0, command.referenceId(), assets);
        return new Outcome.Done();
    }

    private Outcome setAccountState(Command.SetAccountState command) {
        ReferenceAccount account = world.account(command.accountId());
        account.state = command.state();
        if (account.state == AccountState.SUSPENDED) {
            account.cancelAllAt = 0;
            for (ReferenceOrder order : world.ordersOf(account)) {
                cancel(order, StatusReason.ADMIN);
            }
        }
        return new Outcome.Done();
    }

    private Outcome setFees(Command.SetAccountFees command) {
        BigDecimal makerShare = Decimals.of(command.makerShare());
        BigDecimal takerShare = Decimals.of(command.takerShare());
        BigDecimal least = makerShare.min(takerShare);
        BigDecimal most = makerShare.max(takerShare);
        if (least.signum() < 0 || Decimals.less(BigDecimal.ONE, most)) {
            return refuse(RejectReason.INVALID_FEES);
        }
        ReferenceAccount account = world.account(command.accountId());
        account.makerShare = makerShare;
        account.takerShare = takerShare;
        return new Outcome.Done();
    }

    private Outcome setInstrument(Instrument rules) {
        ReferenceMarket market = world.markets.get(rules.symbol());
        if (!isSound(rules) || (market != null && !mayReplace(market, rules))) {
            return refuse(RejectReason.INVALID_INSTRUMENT);
        }
        if (market == null) {
            world.markets.put(rules.symbol(), new ReferenceMarket(rules));
        } else {
            market.replaceRules(rules);
        }
        world.tell(new Event.InstrumentSet(rules));
        if (rules.state() == MarketState.DELISTED && market != null) {
            endAll(market);
        }
        return new Outcome.Done();
    }

    private Outcome setState(String symbol, MarketState state) {
        ReferenceMarket market = world.markets.get(symbol);
        if (market == null) {
            return refuse(RejectReason.INVALID_SYMBOL);
        }
        market.replaceRules(market.instrument.withState(state));
        world.tell(new Event.InstrumentSet(market.instrument));
        if (state == MarketState.DELISTED) {
            endAll(market);
        }
        return new Outcome.Done();
    }

    private void endAll(ReferenceMarket market) {
        for (ReferenceOrder order : List.copyOf(world.orders)) {
            if (order.market == market) {
                cancel(order, StatusReason.DELISTED);
            }
        }
    }

    /** Only what the simulation tries to break. */
    private static boolean isSound(Instrument rules) {
        return rules.minPrice() <= rules.maxPrice()
                && rules.makerFee() <= rules.takerFee()
                && !rules.baseAsset().equals(rules.quoteAsset());
    }

    private boolean mayReplace(ReferenceMarket market, Instrument rules) {
        Instrument old = market.instrument;
        boolean sameGrid = old.tickSize() == rules.tickSize() && old.lotSize() == rules.lotSize();
        boolean empty = world.orders.stream().noneMatch(o -> o.market == market);
        boolean sameAssets =
                old.baseAsset().equals(rules.baseAsset())
                        && old.quoteAsset().equals(rules.quoteAsset());
        return sameAssets && (sameGrid || empty);
    }
}
