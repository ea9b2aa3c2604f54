package com.rescaleequity.market.api;

import com.rescaleequity.market.feed.PublicMarket;
import com.rescaleequity.market.feed.PublicMarkets;
import com.rescaleequity.market.instrument.InstrumentAdmin;
import com.rescaleequity.market.instrument.InstrumentBody;
import com.rescaleequity.market.instrument.InstrumentView;
import com.rescaleequity.market.instrument.Wish;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.operator.OperatorCall;
import com.rescaleequity.platform.operator.OperatorCalls;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.MarketState;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The operator's calls about instruments. A change is answered once the core goes by it. */
@ApplicationScoped
public class ListingRoutes {

    private static final String INSTRUMENTS = "/admin/v1/instruments";
    private static final Map<String, MarketState> STATES = states();

    private final OperatorCalls calls;
    private final InstrumentAdmin instruments;
    private final PublicMarkets markets;

    public ListingRoutes(OperatorCalls calls, InstrumentAdmin instruments, PublicMarkets markets) {
        this.calls = calls;
        this.instruments = instruments;
        this.markets = markets;
    }

    void install(@Observes ManagementInterface management) {
        calls.get(management, INSTRUMENTS, call -> list());
        calls.post(management, INSTRUMENTS, this::set);
        calls.post(management, INSTRUMENTS + "/state", this::setState);
    }

    private Uni<List<WantedInstrumentView>> list() {
        return instruments
                .wanted()
                .map(all ->
                        all.stream()
                                .sorted(Comparator.comparing(Instrument::getSymbol))
                                .map(i -> view(i, !isInForce(i)))
                                .toList());
    }

    private Uni<WantedInstrumentView> set(OperatorCall call) {
        OperatorCall.Change change = call.change(InstrumentBody.FIELDS, new Problems());
        Instrument rules = InstrumentBody.read(change.fields());
        return instruments.set(rules, Wish.of(call, change)).chain(this::inForce);
    }

    private Uni<WantedInstrumentView> setState(OperatorCall call) {
        Problems problems = new Problems();
        OperatorCall.Change change = call.change(Set.of("symbol", "state"), problems);
        Fields fields = change.fields();
        String symbol = fields.requiredText("symbol");
        if (!fields.has("state")) {
            fields.problem("state", ErrorCode.MISSING_PARAMETER, "is required.");
        }
        MarketState state = fields.choice("state", STATES, ErrorCode.INVALID_PARAMETER);
        problems.throwIfAny();
        return instruments
                .setState(
                        Objects.requireNonNull(symbol).toUpperCase(Locale.ROOT),
                        Objects.requireNonNull(state),
                        Wish.of(call, change))
                .chain(this::inForce);
    }

    private Uni<WantedInstrumentView> inForce(Instrument wanted) {
        return InForce.await(() -> isInForce(wanted)).map(done -> view(wanted, !done));
    }

    private boolean isInForce(Instrument wanted) {
        PublicMarket market = markets.find(wanted.getSymbol());
        return market != null && market.instrument().equals(wanted);
    }

    private WantedInstrumentView view(Instrument wanted, boolean pending) {
        PublicMarket market = markets.find(wanted.getSymbol());
        long since = market == null ? wanted.getListedAt() : market.instrumentTime();
        return new WantedInstrumentView(InstrumentView.of(wanted, since), pending);
    }

    private static Map<String, MarketState> states() {
        Map<String, MarketState> states = new LinkedHashMap<>();
        for (MarketState state : MarketState.values()) {
            if (state != MarketState.MARKET_STATE_UNSPECIFIED
                    && state != MarketState.UNRECOGNIZED) {
                states.put(Words.market(state), state);
            }
        }
        return states;
    }
}
