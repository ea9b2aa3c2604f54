package com.rescaleequity.stream.subscription;

import com.rescaleequity.protocol.trading.Instrument;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The symbols that exist, from {@code market.instruments}; may be asked on any thread. */
@Singleton
public class ListedMarkets {

    private final Set<String> symbols = ConcurrentHashMap.newKeySet();

    /** Takes a listed or changed instrument. */
    public void onInstrument(Instrument instrument) {
        symbols.add(instrument.getSymbol());
    }

    /** Whether a stream's market exists; streams without a market always do. */
    public boolean has(StreamName name) {
        return name.symbol().isEmpty() || symbols.contains(name.symbol());
    }

    /** Every symbol listed so far. */
    public Set<String> symbols() {
        return symbols;
    }
}
