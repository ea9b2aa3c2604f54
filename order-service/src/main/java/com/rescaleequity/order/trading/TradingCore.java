package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.funds.Assets;
import com.rescaleequity.order.trading.funds.UnitMath;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.CommandEnvelope.RequestKey;
import com.rescaleequity.order.trading.message.EventSink;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.state.CorruptStateException;
import com.rescaleequity.order.trading.state.PartSink;
import com.rescaleequity.order.trading.state.PartSource;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exchange's state machine: funds, books and orders, changed by commands alone. The same
 * commands at the same times give the same outcomes, events and state everywhere. A refused command
 * changes nothing, and an exception is a bug after which the state must not be used. One thread
 * owns it. All numbers are units of 10^-8.
 */
public final class TradingCore {

    /** The newest version of the rules that this code knows. */
    public static final int NEWEST_LOGIC = 1;

    private static final int FORMAT = 7;
    private static final int HASHED_PART_BYTES = 1 << 16;

    private final Assets assets = new Assets();
    private final EventLog events = new EventLog(assets);
    private final Accounts accounts;
    private final Timers timers = new Timers();
    private final Leases leases = new Leases(timers);
    private final ClosedLabels closedLabels;
    private final OpenOrders openOrders;
    private final Sources sources = new Sources();
    private final RequestWindows requests;
    private final Markets markets = new Markets(assets, events);
    private final FundsDesk fundsDesk;
    private final OrderEntry orderEntry;
    private final Amendment amendment;
    private final Cancellation cancellation;
    private int logicVersion = 1;

    /** A core whose clients choose no labels to make it slow. */
    public TradingCore() {
        this(0);
    }

    /**
     * A core without any state.
     *
     * @param labelSecret keeps clients from choosing client order ids that are slow to look up;
     *     nothing that the core says or keeps depends on it
     */
    public TradingCore(long labelSecret) {
        this(labelSecret, WindowLimits.STANDARD);
    }

    /** A core without any state that forgets by other limits, which a test can reach. */
    TradingCore(long labelSecret, WindowLimits limits) {
        requests = new RequestWindows(limits);
        closedLabels = new ClosedLabels(limits.labelBytes());
        openOrders = new OpenOrders(timers, closedLabels, leases);
        accounts = new Accounts(labelSecret);
        fundsDesk = new FundsDesk(accounts, assets, markets, events);
        OrderEnding ending = new OrderEnding(openOrders, events);
        Settlement settlement = new Settlement(accounts.feeAccount());
        Matcher matcher = new Matcher(settlement, openOrders, ending, events);
        OrderExecution execution = new OrderExecution(matcher, openOrders, ending, events);
        OrderFinder finder = new OrderFinder(accounts, openOrders);
        orderEntry = new OrderEntry(accounts, markets, openOrders, execution, events, leases);
        amendment = new Amendment(accounts, finder, openOrders, execution, events);
        cancellation = new Cancellation(accounts, finder, ending, events, timers, leases);
    }

    /** Applies one command at its append time, and hands its events to the sink. */
    public Outcome apply(CommandEnvelope envelope, long timeMillis, EventSink sink) {
        events.begin(sink);
        letTimePass(timeMillis);
        @Nullable Outcome notTaken = sources.take(envelope);
        if (notTaken != null) {
            return notTaken;
        }
        RequestKey key = envelope.requestKey();
        @Nullable Outcome first = key == null ? null : requests.find(key);
        if (first != null) {
            return first;
        }
        long deadline = envelope.deadline();
        if (deadline != 0 && deadline < events.now()) {
            return new Rejected(
                    RejectReason.DEADLINE_EXCEEDED, new RejectDetails.Deadline(deadline));
        }
        Outcome outcome = execute(envelope);
        if (key != null && answersItsRequest(outcome)) {
            requests.remember(key, outcome, events.now());
        }
        return outcome;
    }

    /** Whether the outcome is what the request's client is told whenever it comes again. */
    private static boolean answersItsRequest(Outcome outcome) {
        return !(outcome instanceof Outcome.NotTaken) && !AccountRules.isRefusal(outcome);
    }

    /** What placing the order would come to now. Changes nothing and causes no event. */
    public Outcome test(Command.PlaceOrder order) {
        return orderEntry.test(order);
    }

    private void letTimePass(long timeMillis) {
        for (var due = timers.due(timeMillis); due != null; due = timers.due(timeMillis)) {
            events.advance(due.time());
            cancellation.fire(due, openOrders);
        }
        events.advance(timeMillis);
        requests.forgetBefore(events.now());
    }

    private Outcome execute(CommandEnvelope envelope) {
        return switch (envelope.command()) {
            case Command.PlaceOrder place -> orderEntry.place(place);
            case Command.PlaceOrders each -> orderEntry.placeEach(each);
            case Command.PlaceOnLease tied -> orderEntry.placeOnLease(tied);
            case Command.EndLease end -> cancellation.endLease(end);
            case Command.RenewLeases renewal -> renew(renewal);
            case Command.AmendOrder amend -> amendment.amend(amend);
            case Command.CancelOrder cancel -> cancellation.cancel(cancel);
            case Command.CancelOrders each -> cancellation.cancelEach(each);
            case Command.CancelAllOrders all -> cancellation.cancelAll(all, markets);
            case Command.CancelAllAfter after -> cancellation.setTimer(after);
            case Command.MoveFunds move -> fundsDesk.move(envelope, move);
            case Command.SetAccountFees fees -> setFees(fees);
            case Command.SetAccountState set -> cancellation.setAccountState(set);
            case Command.SetInstrument set -> setInstrument(set.instrument());
            case Command.SetMarketState set -> setState(set.symbol(), set.state());
            case Command.SetLogicVersion set -> setLogicVersion(set.version());
            case Command.AskAgain _ -> Outcome.NotTaken.INSTANCE;
            case Command.Tick _ -> Outcome.Done.INSTANCE;
        };
    }

    private Outcome renew(Command.RenewLeases renewal) {
        leases.renew(renewal.server(), events.now());
        return Outcome.Done.INSTANCE;
    }

    private Outcome setFees(Command.SetAccountFees fees) {
        if (!isShare(fees.makerShare()) || !isShare(fees.takerShare())) {
            return Rejected.because(RejectReason.INVALID_FEES);
        }
        Account account = accounts.findOrCreate(fees.accountId());
        account.setFeeShares(fees.makerShare(), fees.takerShare());
        return Outcome.Done.INSTANCE;
    }

    private static boolean isShare(long share) {
        return 0 <= share && share <= UnitMath.ONE;
    }

    private Outcome setInstrument(Instrument rules) {
        Outcome outcome = markets.set(rules);
        if (rules.state() == MarketState.DELISTED && outcome instanceof Outcome.Done) {
            cancellation.delist(markets.listed(rules.symbol()), openOrders);
        }
        return outcome;
    }

    private Outcome setState(String symbol, MarketState state) {
        @Nullable Market market = markets.find(symbol);
        return market == null
                ? Rejected.because(RejectReason.INVALID_SYMBOL)
                : setInstrument(market.instrument().withState(state));
    }

    private Outcome setLogicVersion(int version) {
        if (version <= logicVersion || version > NEWEST_LOGIC) {
            return Rejected.because(RejectReason.INVALID_LOGIC_VERSION);
        }
        logicVersion = version;
        return Outcome.Done.INSTANCE;
    }

    /** When time alone will change something next, epoch ms; {@code Long.MAX_VALUE} for never. */
    public long nextTimer() {
        return timers.nextTime();
    }

    /**
     * Hands out the whole state in parts, for {@link #restore}: never more than one is in memory.
     *
     * @param partBytes what a part holds, a multiple of 8
     */
    public void snapshot(int partBytes, PartSink parts) {
        written(partBytes, parts);
    }

    /** A hash over the whole state: equal for cores that will behave alike for ever. */
    public long stateHash() {
        return written(HASHED_PART_BYTES, (_, _) -> {});
    }

    /**
     * The core whose snapshot this is.
     *
     * @param labelSecret as for a new core; it need not be the one of the core that was kept
     * @throws CorruptStateException when the parts are not a whole snapshot
     */
    public static TradingCore restore(PartSource parts, long labelSecret) {
        return restore(parts, labelSecret, WindowLimits.STANDARD);
    }

    /** The same for a core with other limits. */
    static TradingCore restore(PartSource parts, long labelSecret, WindowLimits limits) {
        TradingCore core = new TradingCore(labelSecret, limits);
        try {
            core.read(new StateReader(parts));
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            throw new CorruptStateException("a number in it is wrong: " + e.getMessage());
        }
        return core;
    }

    private long written(int partBytes, PartSink parts) {
        StateWriter state = new StateWriter(partBytes, parts);
        state.number(FORMAT);
        state.number(logicVersion);
        events.write(state);
        assets.write(state);
        markets.write(state);
        accounts.write(state, assets.count());
        sources.write(state);
        requests.write(state);
        leases.write(state);
        openOrders.write(state, accounts);
        OpenOrders.writeQueues(state, markets);
        return state.finish();
    }

    private void read(StateReader state) {
        if (state.number() != FORMAT) {
            throw new CorruptStateException("it has another format");
        }
        logicVersion = state.count();
        if (logicVersion > NEWEST_LOGIC) {
            throw new UnsupportedLogicException(logicVersion, NEWEST_LOGIC);
        }
        events.read(state);
        assets.read(state);
        markets.read(state);
        accounts.read(state, assets.count());
        accounts.all().forEach(timers::addOf);
        accounts.all().forEach(account -> closedLabels.add(account.clientOrderIds()));
        sources.read(state);
        requests.read(state);
        leases.read(state);
        openOrders.read(state, accounts, markets);
        openOrders.readQueues(state, markets);
        if (!state.isAtEnd()) {
            throw new CorruptStateException("there is something behind its end");
        }
    }

    /** How many accounts it knows, for ever. */
    public int accountCount() {
        return accounts.all().size();
    }

    /** What remembered requests and client order ids take in memory, about. */
    public long rememberedBytes() {
        return requests.bytes() + closedLabels.bytes();
    }

    /** The version of the rules that holds. */
    public int logicVersion() {
        return logicVersion;
    }

    /** The last number taken of each outbox, by its source; for the core's own thread. */
    public Map<String, Long> sourceNumbers() {
        return sources.lastNumbers();
    }

    /** The sequence of the last event, 0 before the first. */
    public long sequence() {
        return events.sequence();
    }

    /** The running hash over the fields of all events so far. */
    public long eventHash() {
        return events.hash();
    }

    /** The latest time that any command brought. */
    public long now() {
        return events.now();
    }

    /** An open order, whoever owns it. */
    public @Nullable OrderState order(long orderId) {
        @Nullable WorkingOrder order = openOrders.get(orderId);
        return order == null ? null : order.state();
    }

    /** The newest fills of an open order so far, oldest first. */
    public List<Fill> fills(long orderId) {
        @Nullable WorkingOrder order = openOrders.get(orderId);
        return order == null ? List.of() : order.fills().fills();
    }

    /** The account's pending and active orders, oldest first. */
    public List<OrderState> openOrders(long accountId) {
        List<OrderState> states = new ArrayList<>();
        @Nullable Account account = accounts.find(accountId);
        @Nullable WorkingOrder order = account == null ? null : WorkingOrder.oldestOf(account);
        for (; order != null; order = order.newerInAccount()) {
            states.add(order.state());
        }
        return states;
    }

    /** Every instrument, in the order of listing. */
    public List<Instrument> instruments() {
        return markets.all().stream().map(Market::instrument).toList();
    }

    public @Nullable Instrument instrument(String symbol) {
        @Nullable Market market = markets.find(symbol);
        return market == null ? null : market.instrument();
    }

    /** The last trade's price, or the listing price until there is one; 0 if not listed. */
    public long lastPrice(String symbol) {
        @Nullable Market market = markets.find(symbol);
        return market == null ? 0 : market.lastPrice();
    }

    /** 0 if nobody bids. */
    public long bestBid(String symbol) {
        @Nullable Market market = markets.find(symbol);
        return market == null ? 0 : market.bestPrice(Side.BUY);
    }

    /** 0 if nobody asks. */
    public long bestAsk(String symbol) {
        @Nullable Market market = markets.find(symbol);
        return market == null ? 0 : market.bestPrice(Side.SELL);
    }

    /** What the account may spend of an asset. */
    public long available(long accountId, String asset) {
        @Nullable Account account = accounts.find(accountId);
        return account == null ? 0 : account.funds().available(assets.number(asset));
    }

    /** What the account's open orders hold of an asset. */
    public long held(long accountId, String asset) {
        @Nullable Account account = accounts.find(accountId);
        return account == null ? 0 : account.funds().held(assets.number(asset));
    }

    /**
     * Throws if anything that must always hold does not; for tests, because it visits everything.
     */
    void checkInvariants() {
        new Invariants(accounts, assets, markets, openOrders, leases).check(timers);
    }
}
