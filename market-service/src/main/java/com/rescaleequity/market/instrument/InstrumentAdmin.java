package com.rescaleequity.market.instrument;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.MarketState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes instruments for an operator: the row, the audit record and the command that tells the
 * core in one transaction. What is in force is what the core answers.
 */
@ApplicationScoped
public class InstrumentAdmin {

    private static final String OPERATOR = "operator";

    private final Listing listing;
    private final Clock clock;

    public InstrumentAdmin(Listing listing, Clock clock) {
        this.listing = listing;
        this.clock = clock;
    }

    /** Every instrument as it is wanted. */
    public Uni<List<Instrument>> wanted() {
        return Panache.withSession(() ->
                ListedInstrument.<ListedInstrument>listAll()
                        .map(all -> all.stream().map(ListedInstrument::toMessage).toList()));
    }

    /**
     * Lists an instrument, or replaces the rules of a known one, which keeps its state.
     *
     * @param address where the operator called from
     */
    public Uni<Instrument> set(Instrument rules, String address) {
        return changing(
                rules.getSymbol(),
                found -> {
                    ListedInstrument row = found == null ? new ListedInstrument() : found;
                    if (found == null) {
                        row.symbol = rules.getSymbol();
                        row.listedAt = clock.millis();
                    } else {
                        requireSameAssets(found, rules);
                    }
                    row.take(rules);
                    Map<String, Object> detail = new LinkedHashMap<>();
                    detail.put("wanted", InstrumentView.of(row.toMessage(), clock.millis()));
                    return listing.tell(row)
                            .chain(number ->
                                    audit(row, number, "instruments.set", detail, address));
                });
    }

    /** Puts a market into another state. */
    public Uni<Instrument> setState(
            String symbol, MarketState state, String reason, String address) {
        return changing(
                symbol,
                found -> {
                    if (found == null) {
                        Problems problems = new Problems();
                        problems.add("symbol", ErrorCode.INVALID_SYMBOL, "is not listed.");
                        problems.detail("symbol", symbol);
                        throw problems.refusal();
                    }
                    Map<String, Object> detail = new LinkedHashMap<>();
                    detail.put("before", Words.market(found.state));
                    detail.put("state", Words.market(state));
                    detail.put("reason", reason);
                    found.state = state;
                    return listing.tellState(found)
                            .chain(number ->
                                    audit(found, number, "instruments.state", detail, address));
                });
    }

    private interface Change {
        Uni<Instrument> apply(@Nullable ListedInstrument found);
    }

    private static Uni<Instrument> changing(String symbol, Change change) {
        return Panache.withTransaction(() ->
                Listing.lock()
                        .chain(() -> ListedInstrument.<ListedInstrument>findById(symbol))
                        .chain(change::apply));
    }

    private Uni<Instrument> audit(
            ListedInstrument row,
            long number,
            String action,
            Map<String, Object> detail,
            String address) {
        InstrumentAudit record = new InstrumentAudit();
        record.at = clock.millis();
        record.actor = OPERATOR;
        record.fromAddress = address;
        record.action = action;
        record.symbol = row.symbol;
        record.detail = Json.NUMBERS.text(detail);
        record.number = number;
        return record.persist().replaceWith(row.toMessage());
    }

    private static void requireSameAssets(ListedInstrument known, Instrument rules) {
        Problems problems = new Problems();
        if (!known.baseAsset.equals(rules.getBaseAsset())) {
            problems.add(
                    "baseAsset", ErrorCode.INVALID_PARAMETER, "of a listed market cannot change.");
        }
        if (!known.quoteAsset.equals(rules.getQuoteAsset())) {
            problems.add(
                    "quoteAsset", ErrorCode.INVALID_PARAMETER, "of a listed market cannot change.");
        }
        problems.throwIfAny();
    }
}
