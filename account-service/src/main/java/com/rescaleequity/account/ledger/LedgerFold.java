package com.rescaleequity.account.ledger;

import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.view.AccountIds;
import com.rescaleequity.protocol.trading.Balance;
import com.rescaleequity.protocol.trading.BalancesChanged;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.FundsMoved;
import com.rescaleequity.protocol.trading.InstrumentSet;
import com.rescaleequity.protocol.trading.TradeExecuted;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Folds one batch of events into journal lines and balances, in memory. Totals come from the
 * journal alone; whenever the core announces a balance, the two must agree.
 */
final class LedgerFold {

    /** A posting as it is stored, with the account's total after it; null for the outside world. */
    record Line(
            long entryId,
            int line,
            Posting posting,
            @org.jspecify.annotations.Nullable Long after) {}

    /** Whose volume of which UTC day. */
    record VolumeKey(long accountId, long day) {}

    /** The kinds of event that move money or change what moves it. */
    static final Set<Event.BodyCase> WANTED =
            Set.of(
                    Event.BodyCase.INSTRUMENT_SET,
                    Event.BodyCase.FUNDS_MOVED,
                    Event.BodyCase.TRADE_EXECUTED,
                    Event.BodyCase.BALANCES_CHANGED);

    private static final String CURRENCY = "USD";
    private static final BigInteger ONE = BigInteger.valueOf(100_000_000);
    private static final long DAY_MILLIS = 86_400_000;

    private final Map<String, LedgerMarket> markets;
    private final Set<String> changedMarkets = new LinkedHashSet<>();
    private final Map<BalanceKey, AccountBalance> balances = new HashMap<>();
    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<VolumeKey, BigInteger> volumes = new LinkedHashMap<>();

    /**
     * A fold that starts from known markets.
     *
     * @param markets by symbol; not changed
     */
    LedgerFold(Map<String, LedgerMarket> markets) {
        this.markets = new HashMap<>(markets);
    }

    /** The balances that the batch's events are about. */
    Set<BalanceKey> touched(EventBatch batch) {
        Map<String, LedgerMarket> known = new HashMap<>(markets);
        Set<BalanceKey> keys = new LinkedHashSet<>();
        for (Event event : batch.events()) {
            switch (event.getBodyCase()) {
                case INSTRUMENT_SET -> {
                    LedgerMarket listed =
                            LedgerMarket.listed(event.getInstrumentSet().getInstrument());
                    known.put(listed.symbol(), listed);
                }
                case FUNDS_MOVED -> {
                    FundsMoved moved = event.getFundsMoved();
                    keys.add(new BalanceKey(moved.getAccountId(), moved.getAsset()));
                }
                case TRADE_EXECUTED -> touch(keys, event.getTradeExecuted(), known);
                case BALANCES_CHANGED -> {
                    BalancesChanged changed = event.getBalancesChanged();
                    for (Balance balance : changed.getBalancesList()) {
                        keys.add(new BalanceKey(changed.getAccountId(), balance.getAsset()));
                    }
                }
                case ORDER_CHANGED, BOOK_CHANGED, BODY_NOT_SET -> {}
            }
        }
        return keys;
    }

    /** Puts in balances as they were before the batch; those not put in are empty. */
    void open(Map<BalanceKey, AccountBalance> before) {
        balances.putAll(before);
    }

    /**
     * Applies the batch.
     *
     * @throws LedgerFault when an event contradicts what is known
     */
    void apply(EventBatch batch) {
        for (int i = 0; i < batch.events().size(); i++) {
            long sequence = batch.sequenceOf(i);
            try {
                apply(sequence, batch.events().get(i));
            } catch (ArithmeticException e) {
                throw new LedgerFault("Event %d overflows the ledger".formatted(sequence), e);
            }
        }
    }

    List<JournalEntry> entries() {
        return entries;
    }

    List<Line> lines() {
        return lines;
    }

    /** Every balance that was put in or touched, as it is after the batch. */
    Map<BalanceKey, AccountBalance> balances() {
        return balances;
    }

    /** What was traded, in units of the account currency; a sum that no market can overflow. */
    Map<VolumeKey, BigInteger> volumes() {
        return volumes;
    }

    /** All markets after the batch. */
    Map<String, LedgerMarket> markets() {
        return markets;
    }

    List<LedgerMarket> changedMarkets() {
        return changedMarkets.stream().map(markets::get).toList();
    }

    private static void touch(
            Set<BalanceKey> keys, TradeExecuted trade, Map<String, LedgerMarket> known) {
        LedgerMarket market = known.get(trade.getSymbol());
        if (market == null) {
            return;
        }
        for (long account : List.of(trade.getTakerAccountId(), trade.getMakerAccountId())) {
            keys.add(new BalanceKey(account, market.baseAsset()));
            keys.add(new BalanceKey(account, market.quoteAsset()));
        }
        keys.add(new BalanceKey(AccountIds.FEES, market.quoteAsset()));
    }

    private void apply(long sequence, Event event) {
        switch (event.getBodyCase()) {
            case INSTRUMENT_SET -> list(event.getInstrumentSet());
            case FUNDS_MOVED -> move(sequence, event.getTime(), event.getFundsMoved());
            case TRADE_EXECUTED -> trade(sequence, event.getTime(), event.getTradeExecuted());
            case BALANCES_CHANGED -> audit(sequence, event.getTime(), event.getBalancesChanged());
            case ORDER_CHANGED, BOOK_CHANGED, BODY_NOT_SET -> {}
        }
    }

    private void list(InstrumentSet set) {
        String symbol = set.getInstrument().getSymbol();
        LedgerMarket known = markets.get(symbol);
        markets.put(
                symbol,
                known == null
                        ? LedgerMarket.listed(set.getInstrument())
                        : known.relisted(set.getInstrument()));
        changedMarkets.add(symbol);
    }

    private void move(long sequence, long time, FundsMoved moved) {
        BalanceKey mine = new BalanceKey(moved.getAccountId(), moved.getAsset());
        // What comes back costs what the rest of it does, as if it had never gone.
        boolean keepsAverage = Journal.isReturned(moved) && balance(mine).total() > 0;
        if (moved.getAmount() > 0 && !moved.getAsset().equals(CURRENCY) && !keepsAverage) {
            BigDecimal price = BigDecimal.valueOf(moved.getPrice(), 8);
            BigDecimal cost = price.multiply(BigDecimal.valueOf(moved.getAmount()));
            cost(moved.getAccountId(), moved.getAsset(), moved.getAmount(), cost);
        }
        post(Journal.ofFunds(sequence, time, moved));
    }

    private void trade(long sequence, long time, TradeExecuted trade) {
        LedgerMarket market = markets.get(trade.getSymbol());
        if (market == null) {
            throw new LedgerFault(
                    "Event %d trades %s, which was never listed"
                            .formatted(sequence, trade.getSymbol()));
        }
        BigDecimal cost =
                BigDecimal.valueOf(trade.getQuoteQuantity())
                        .add(BigDecimal.valueOf(Journal.buyerFee(trade)));
        cost(Journal.buyer(trade), market.baseAsset(), trade.getQuantity(), cost);
        post(Journal.ofTrade(sequence, time, trade, market));
        long day = Math.floorDiv(time, DAY_MILLIS);
        BigInteger value = inCurrency(trade.getQuoteQuantity(), market.quoteAsset());
        for (long account : List.of(trade.getTakerAccountId(), trade.getMakerAccountId())) {
            volumes.merge(new VolumeKey(account, day), value, BigInteger::add);
        }
        markets.put(trade.getSymbol(), market.traded(trade.getTradeId(), trade.getPrice()));
        changedMarkets.add(trade.getSymbol());
    }

    // Quoted in the currency, or in something that is itself traded against the currency. What has
    // no price in it counts for nothing: fee tiers are about money.
    private BigInteger inCurrency(long units, String asset) {
        if (asset.equals(CURRENCY)) {
            return BigInteger.valueOf(units);
        }
        for (LedgerMarket market : markets.values()) {
            if (market.baseAsset().equals(asset) && market.quoteAsset().equals(CURRENCY)) {
                return BigInteger.valueOf(units)
                        .multiply(BigInteger.valueOf(market.lastPrice()))
                        .divide(ONE);
            }
        }
        return BigInteger.ZERO;
    }

    private void cost(long accountId, String asset, long quantity, BigDecimal cost) {
        BalanceKey key = new BalanceKey(accountId, asset);
        balances.put(key, balance(key).bought(quantity, cost));
    }

    private void post(JournalEntry entry) {
        entries.add(entry);
        int number = 1;
        for (Posting posting : entry.postings()) {
            Long after = null;
            if (posting.accountId() != AccountIds.EXTERNAL) {
                BalanceKey key = new BalanceKey(posting.accountId(), posting.asset());
                AccountBalance posted = balance(key).posted(posting.amount(), entry.time());
                balances.put(key, posted);
                after = posted.total();
            }
            lines.add(new Line(entry.sequence(), number++, posting, after));
        }
    }

    private void audit(long sequence, long time, BalancesChanged changed) {
        for (Balance said : changed.getBalancesList()) {
            BalanceKey key = new BalanceKey(changed.getAccountId(), said.getAsset());
            AccountBalance ours = balance(key);
            long theirs = Math.addExact(said.getAvailable(), said.getHeld());
            if (ours.total() != theirs || said.getAvailable() < 0 || said.getHeld() < 0) {
                throw new LedgerFault(
                        ("Audit failed at event %d: account %d has %d units of %s in the journal,"
                                        + " the core says %d available and %d held")
                                .formatted(
                                        sequence,
                                        key.accountId(),
                                        ours.total(),
                                        key.asset(),
                                        said.getAvailable(),
                                        said.getHeld()));
            }
            balances.put(key, ours.holding(said.getHeld(), time));
        }
    }

    private AccountBalance balance(BalanceKey key) {
        return balances.computeIfAbsent(key, k -> AccountBalance.empty(k.asset()));
    }
}
