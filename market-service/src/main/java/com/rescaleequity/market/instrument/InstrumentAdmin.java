package com.rescaleequity.market.instrument;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.platform.outbox.OutboxRelay;
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

    private final Listing listing;
    private final OutboxRelay relay;
    private final Clock clock;

    public InstrumentAdmin(Listing listing, OutboxRelay relay, Clock clock) {
        this.listing = listing;
        this.relay = relay;
        this.clock = clock;
    }

    /** Every instrument as it is wanted. */
    public Uni<List<Instrument>> wanted() {
        return Panache.withSession(() ->
                ListedInstrument.<ListedInstrument>listAll()
                        .map(all -> all.stream().map(ListedInstrument::wanted).toList()));
    }

    /**
     * Lists an instrument, or replaces the rules of a known one, which keeps its state.
     *
     * @param wish whose it is; one that was fulfilled before changes nothing
     */
    public Uni<Instrument> set(Instrument rules, Wish wish) {
        return changing(
                rules.getSymbol(),
                wish,
                found -> {
                    if (found != null) {
                        requireSameAssets(found, rules);
                    }
                    Instrument wanted =
                            rules.toBuilder()
                                    .setState(
                                            found == null ? MarketState.TRADING : found.getState())
                                    .setListedAt(
                                            found == null ? clock.millis() : found.getListedAt())
                                    .build();
                    Map<String, Object> detail = new LinkedHashMap<>();
                    detail.put("wanted", InstrumentView.of(wanted, clock.millis()));
                    return listing.tell(wanted)
                            .chain(told -> audit(wanted, told, "instruments.set", detail, wish));
                });
    }

    /** Puts a market into another state. */
    public Uni<Instrument> setState(String symbol, MarketState state, Wish wish) {
        return changing(
                symbol,
                wish,
                found -> {
                    if (found == null) {
                        Problems problems = new Problems();
                        problems.add("symbol", ErrorCode.INVALID_SYMBOL, "is not listed.");
                        problems.detail("symbol", symbol);
                        throw problems.refusal();
                    }
                    Map<String, Object> detail = new LinkedHashMap<>();
                    detail.put("before", Words.market(found.getState()));
                    detail.put("state", Words.market(state));
                    Instrument wanted = found.toBuilder().setState(state).build();
                    return listing.tellState(wanted)
                            .chain(told -> audit(wanted, told, "instruments.state", detail, wish));
                });
    }

    private interface Change {
        Uni<Instrument> apply(@Nullable Instrument found);
    }

    private Uni<Instrument> changing(String symbol, Wish wish, Change change) {
        return Panache.withTransaction(() ->
                        Listing.lock()
                                .chain(() -> ListedInstrument.<ListedInstrument>findById(symbol))
                                .map(row -> row == null ? null : row.wanted())
                                .chain(found ->
                                        InstrumentAudit.<InstrumentAudit>find(
                                                        "actor = ?1 and requestId = ?2",
                                                        wish.actor(),
                                                        wish.requestId())
                                                .firstResult()
                                                .chain(before ->
                                                        once(found, before, symbol, change))))
                .invoke(relay::wake);
    }

    /** A request that was done before is answered with the instrument as it is wanted now. */
    private static Uni<Instrument> once(
            @Nullable Instrument found,
            @Nullable InstrumentAudit before,
            String symbol,
            Change change) {
        if (before == null) {
            return change.apply(found);
        }
        if (found == null || !before.symbol.equals(symbol)) {
            throw new ApiException(
                    ErrorCode.DUPLICATE_REQUEST_ID, "This requestId stood for another change.");
        }
        return Uni.createFrom().item(found);
    }

    private Uni<Instrument> audit(
            Instrument wanted,
            OutboxMessage told,
            String action,
            Map<String, Object> detail,
            Wish wish) {
        InstrumentAudit record = new InstrumentAudit();
        record.at = clock.millis();
        record.actor = wish.actor();
        record.fromAddress = wish.address();
        record.reason = wish.reason();
        record.requestId = wish.requestId();
        record.action = action;
        record.symbol = wanted.getSymbol();
        record.detail = Json.NUMBERS.text(detail);
        record.messageId = told.messageId;
        return record.persist().replaceWith(wanted);
    }

    private static void requireSameAssets(Instrument known, Instrument rules) {
        Problems problems = new Problems();
        if (!known.getBaseAsset().equals(rules.getBaseAsset())) {
            problems.add(
                    "baseAsset", ErrorCode.INVALID_PARAMETER, "of a listed market cannot change.");
        }
        if (!known.getQuoteAsset().equals(rules.getQuoteAsset())) {
            problems.add(
                    "quoteAsset", ErrorCode.INVALID_PARAMETER, "of a listed market cannot change.");
        }
        problems.throwIfAny();
    }
}
