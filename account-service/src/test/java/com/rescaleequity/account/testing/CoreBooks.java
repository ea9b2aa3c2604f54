package com.rescaleequity.account.testing;

import com.rescaleequity.protocol.trading.Balance;
import com.rescaleequity.protocol.trading.BalanceReason;
import com.rescaleequity.protocol.trading.BalancesChanged;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.FundsMoveKind;
import com.rescaleequity.protocol.trading.FundsMoved;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.InstrumentSet;
import com.rescaleequity.protocol.trading.MarketState;
import com.rescaleequity.protocol.trading.Side;
import com.rescaleequity.protocol.trading.TradeExecuted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The core's view of funds, and the events it would emit, in the core's order. */
public final class CoreBooks {

    private record Key(long account, String asset) {}

    private final Map<Key, long[]> funds = new HashMap<>();
    private final Map<Long, Long> balanceSequences = new HashMap<>();
    private final Map<String, Instrument> instruments = new HashMap<>();
    private final Map<String, Long> tradeIds = new HashMap<>();
    private long time = 1_760_000_000_000L;

    /** Sets the core's clock. */
    public void at(long millis) {
        time = Math.max(time, millis);
    }

    public long time() {
        return time;
    }

    /** available and held, in units. */
    public long[] of(long account, String asset) {
        return funds.computeIfAbsent(new Key(account, asset), k -> new long[2]);
    }

    /** Lists a market quoted in USD with fees of 0.1 % and 0.2 %. */
    public List<Event> list(String symbol, String base, long price) {
        Instrument instrument =
                Instrument.newBuilder()
                        .setSymbol(symbol)
                        .setBaseAsset(base)
                        .setQuoteAsset("USD")
                        .setState(MarketState.TRADING)
                        .setListingPrice(price)
                        .setMakerFee(100_000)
                        .setTakerFee(200_000)
                        .build();
        instruments.put(symbol, instrument);
        return List.of(
                event().setInstrumentSet(InstrumentSet.newBuilder().setInstrument(instrument))
                        .build());
    }

    /** Funds from outside, or to it when negative. */
    public List<Event> move(long account, String asset, long amount, long price, String reference) {
        FundsMoveKind kind = amount > 0 ? FundsMoveKind.DEPOSIT : FundsMoveKind.WITHDRAWAL;
        return move(account, asset, amount, price, reference, kind);
    }

    /** The same for a certain reason. */
    public List<Event> move(
            long account,
            String asset,
            long amount,
            long price,
            String reference,
            FundsMoveKind kind) {
        of(account, asset)[0] += amount;
        FundsMoved moved =
                FundsMoved.newBuilder()
                        .setAccountId(account)
                        .setAsset(asset)
                        .setAmount(amount)
                        .setPrice(price)
                        .setKind(kind)
                        .setReferenceId(reference)
                        .build();
        return List.of(
                event().setFundsMoved(moved).build(),
                changed(account, BalanceReason.BALANCE_FUNDS_MOVE, reference, asset));
    }

    /** What an order of the account holds; negative releases. */
    public List<Event> hold(long account, String asset, long amount) {
        long[] balance = of(account, asset);
        balance[0] -= amount;
        balance[1] += amount;
        return List.of(changed(account, BalanceReason.BALANCE_ORDER, "1000001", asset));
    }

    /** A trade out of available funds, the buyer being the taker. */
    public List<Event> trade(long buyer, long seller, String symbol, long price, long quantity) {
        return trade(buyer, seller, symbol, price, quantity, Side.BUY);
    }

    /** A trade out of available funds. */
    public List<Event> trade(
            long buyer, long seller, String symbol, long price, long quantity, Side takerSide) {
        Instrument instrument = instruments.get(symbol);
        long value = Math.multiplyExact(price, quantity / 1000) / 100_000;
        long takerFee = Math.ceilDiv(value * instrument.getTakerFee() / 1000, 100_000);
        long makerFee = Math.ceilDiv(value * instrument.getMakerFee() / 1000, 100_000);
        boolean buyerTakes = takerSide == Side.BUY;
        String base = instrument.getBaseAsset();
        of(buyer, base)[0] += quantity;
        of(seller, base)[0] -= quantity;
        of(buyer, "USD")[0] -= value + (buyerTakes ? takerFee : makerFee);
        of(seller, "USD")[0] += value - (buyerTakes ? makerFee : takerFee);
        of(1, "USD")[0] += takerFee + makerFee;
        long tradeId = tradeIds.merge(symbol, 1L, Long::sum);
        TradeExecuted trade =
                TradeExecuted.newBuilder()
                        .setTradeId(tradeId)
                        .setSymbol(symbol)
                        .setPrice(price)
                        .setQuantity(quantity)
                        .setQuoteQuantity(value)
                        .setTakerSide(takerSide)
                        .setTakerAccountId(buyerTakes ? buyer : seller)
                        .setMakerAccountId(buyerTakes ? seller : buyer)
                        .setTakerFee(takerFee)
                        .setMakerFee(makerFee)
                        .build();
        String id = Long.toString(tradeId);
        List<Event> events = new ArrayList<>();
        events.add(event().setTradeExecuted(trade).build());
        events.add(changed(buyer, BalanceReason.BALANCE_TRADE, id, base, "USD"));
        events.add(changed(seller, BalanceReason.BALANCE_TRADE, id, base, "USD"));
        events.add(changed(1, BalanceReason.BALANCE_TRADE, id, "USD"));
        return events;
    }

    /** What the core announces of an account's balances now. */
    public Event changed(long account, BalanceReason reason, String reference, String... assets) {
        BalancesChanged.Builder changed =
                BalancesChanged.newBuilder()
                        .setAccountId(account)
                        .setReason(reason)
                        .setReferenceId(reference)
                        .setBalancesSequence(balanceSequences.merge(account, 1L, Long::sum));
        for (String asset : assets) {
            long[] balance = of(account, asset);
            changed.addBalances(
                    Balance.newBuilder()
                            .setAsset(asset)
                            .setAvailable(balance[0])
                            .setHeld(balance[1]));
        }
        return event().setBalancesChanged(changed).build();
    }

    public Event.Builder event() {
        return Event.newBuilder().setTime(time);
    }
}
