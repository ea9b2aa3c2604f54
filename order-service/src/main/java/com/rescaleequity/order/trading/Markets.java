package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.Event.InstrumentSet;
import com.rescaleequity.order.trading.Outcome.Rejected;
import com.rescaleequity.order.trading.funds.Assets;
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

    private void list(Instrument rules) {
        int base = assets.register(rules.baseAsset());
        int quote = assets.register(rules.quoteAsset());
        Market market = new Market(all.size(), base, quote, rules);
        bySymbol.put(rules.symbol(), market);
        all.add(market);
    }
}
