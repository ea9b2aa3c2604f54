package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.Instrument;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The instruments' current rules. The core's thread keeps them, any thread may ask. */
final class InstrumentTable {

    private final Map<String, Instrument> bySymbol = new ConcurrentHashMap<>();

    /** Null when it is not listed. */
    @Nullable Instrument get(String symbol) {
        return bySymbol.get(symbol);
    }

    void takeAll(TradingCore core) {
        core.instruments().forEach(rules -> bySymbol.put(rules.symbol(), rules));
    }

    void note(Event event) {
        if (event instanceof Event.InstrumentSet set) {
            bySymbol.put(set.instrument().symbol(), set.instrument());
        }
    }
}
