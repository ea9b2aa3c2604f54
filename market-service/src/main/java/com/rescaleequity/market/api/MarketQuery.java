package com.rescaleequity.market.api;

import com.rescaleequity.market.candle.Interval;
import com.rescaleequity.market.feed.PublicMarket;
import com.rescaleequity.market.feed.PublicMarkets;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query of a market data call; all its problems come together. */
final class MarketQuery {

    static final long LATEST_TIME = 999_999_999_999_999L;

    private static final int MAX_SYMBOLS = 50;

    private final Problems problems = new Problems();
    private final Fields fields;
    private final PublicMarkets markets;

    MarketQuery(UriInfo uri, PublicMarkets markets) {
        this.fields = Fields.ofQuery(uri.getQueryParameters(), problems);
        this.markets = markets;
    }

    Fields fields() {
        return fields;
    }

    /** Engine time, epoch ms, that the answer is as of. */
    long now() {
        return markets.time();
    }

    /**
     * Ends the reading.
     *
     * @throws com.rescaleequity.platform.errors.ApiException when anything is wrong
     */
    void check() {
        problems.throwIfAny();
    }

    /**
     * Ends the reading with a market that was required.
     *
     * @throws com.rescaleequity.platform.errors.ApiException when anything is wrong
     */
    PublicMarket check(@Nullable PublicMarket required) {
        check();
        if (required == null) {
            throw new IllegalStateException("A missing market is a problem");
        }
        return required;
    }

    /** The required market; null when it is missing or unknown, which is a problem. */
    @Nullable PublicMarket requiredMarket() {
        String symbol = fields.requiredText("symbol");
        return symbol == null ? null : market("symbol", symbol);
    }

    /** The markets of {@code symbol} or {@code symbols}; all when neither is given. */
    List<PublicMarket> chosenMarkets() {
        String symbol = fields.text("symbol");
        String symbols = fields.text("symbols");
        if (symbol != null && symbols != null) {
            fields.problem(
                    "symbols", ErrorCode.CONFLICTING_PARAMETERS, "cannot be given with symbol.");
            return List.of();
        }
        if (symbol != null) {
            PublicMarket market = market("symbol", symbol);
            return market == null ? List.of() : List.of(market);
        }
        return symbols == null ? List.copyOf(markets.all()) : listed(symbols);
    }

    long limit(long max, long otherwise) {
        return fields.integer("limit", 1, max, otherwise);
    }

    @Nullable Long time(String name) {
        return fields.integer(name, 0, LATEST_TIME);
    }

    /** Notes a start that lies after the end. */
    void checkRange(@Nullable Long startTime, @Nullable Long endTime) {
        if (startTime != null && endTime != null && startTime > endTime) {
            fields.problem("startTime", ErrorCode.INVALID_TIME_RANGE, "must not be after endTime.");
        }
    }

    /** Notes that the interval is none of the seven. */
    void refuseInterval() {
        List<String> allowed = List.copyOf(Interval.WORDS.keySet());
        fields.problem(
                "interval",
                ErrorCode.INVALID_INTERVAL,
                "must be one of " + String.join(", ", allowed) + ".");
        problems.detail("allowed", allowed);
    }

    private List<PublicMarket> listed(String symbols) {
        String[] words = symbols.split(",", -1);
        if (words.length > MAX_SYMBOLS) {
            fields.problem(
                    "symbols",
                    ErrorCode.INVALID_PARAMETER,
                    "may hold at most " + MAX_SYMBOLS + " symbols.");
            problems.detail("max", MAX_SYMBOLS);
            return List.of();
        }
        Map<String, PublicMarket> found = new LinkedHashMap<>();
        for (String word : words) {
            PublicMarket market = market("symbols", word.strip());
            if (market == null) {
                return List.of();
            }
            found.put(market.symbol(), market);
        }
        return List.copyOf(found.values());
    }

    private @Nullable PublicMarket market(String field, String symbol) {
        PublicMarket market = markets.find(symbol.toUpperCase(Locale.ROOT));
        if (market == null) {
            fields.problem(field, ErrorCode.INVALID_SYMBOL, "is not a market of this exchange.");
            problems.detail("symbol", symbol.length() > 20 ? symbol.substring(0, 20) : symbol);
        }
        return market;
    }
}
