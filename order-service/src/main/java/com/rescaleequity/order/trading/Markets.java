package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.funds.Assets;
import com.rescaleequity.order.trading.message.Event.InstrumentSet;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.state.CorruptStateException;
import com.rescaleequity.order.trading.state.RecordState;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Object2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The markets that were ever listed. */
final class Markets {

    private final Object2ObjectHashMap<String, Market> bySymbol = new Object2ObjectHashMap<>();
    private final List<Market> all = new ArrayList<>();
    private final Assets assets;
    private final EventLog events;

    Markets(Assets assets, EventLog events) {
        this.assets = assets;
        this.events = events;
    }

    @Nullable Market find(String symbol) {
        return bySymbol.get(symbol);
    }

    /** Every market, in the order of listing. */
    List<Market> all() {
        return all;
    }

    /**
     * An asset's price in US dollars: its market's last price, 0 for the dollar and the unlisted.
     */
    long dollarPrice(String asset) {
        @Nullable Market market = find(asset + "USD");
        return market == null ? 0 : market.lastPrice();
    }

    /** A market that must have been listed. */
    Market listed(String symbol) {
        Market market = bySymbol.get(symbol);
        if (market == null) {
            throw new CorruptStateException("it misses market " + symbol);
        }
        return market;
    }

    void write(StateWriter state) {
        state.number(all.size());
        all.forEach(market -> market.write(state));
    }

    /** Takes over what was written; the books are empty yet. */
    void read(StateReader state) {
        int count = state.count();
        for (int i = 0; i < count; i++) {
            list(RecordState.readInstrument(state)).read(state);
        }
    }

    Outcome set(Instrument rules) {
        @Nullable Market known = find(rules.symbol());
        if (!InstrumentRules.admit(rules, known)) {
            return Rejected.because(RejectReason.INVALID_INSTRUMENT);
        }
        if (known == null) {
            list(rules);
        } else {
            known.replaceRules(rules);
        }
        events.add(new InstrumentSet(rules));
        return Outcome.Done.INSTANCE;
    }

    private Market list(Instrument rules) {
        int base = assets.register(rules.baseAsset());
        int quote = assets.register(rules.quoteAsset());
        Market market = new Market(all.size(), base, quote, rules);
        bySymbol.put(rules.symbol(), market);
        all.add(market);
        return market;
    }
}
