package com.rescaleequity.market.instrument;

import com.rescaleequity.platform.decimal.DecimalInput;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the rules of an instrument, in the decimals of the public contract, from an operator's body
 * or from the file of the first instruments, and refuses what the core would, all problems at once.
 */
public final class InstrumentBody {

    private static final BigDecimal MOST = new BigDecimal("10000000000");
    // The core's bounds: a band around any price must be computable, and a value too.
    private static final BigDecimal MOST_PRICE = new BigDecimal("500000000");
    private static final long MOST_ORDERS = 1_000_000;

    /** A text, and what it must look like. */
    private record Name(
            String field, String shape, BiConsumer<Instrument.Builder, String> target) {}

    /** A decimal in units. Fractions may be 0, all others must be above. */
    private record Decimal(
            String field,
            boolean fraction,
            BigDecimal most,
            ObjLongConsumer<Instrument.Builder> target) {}

    /** A number of orders. */
    private record Count(String field, ObjIntConsumer<Instrument.Builder> target) {}

    private static final List<Name> NAMES =
            List.of(
                    new Name("symbol", "[A-Z0-9]{5,20}", Instrument.Builder::setSymbol),
                    new Name("baseAsset", "[A-Z0-9]{2,10}", Instrument.Builder::setBaseAsset),
                    new Name("quoteAsset", "[A-Z0-9]{2,10}", Instrument.Builder::setQuoteAsset),
                    new Name("name", "(?s).{1,100}", Instrument.Builder::setName));
    private static final List<Decimal> DECIMALS =
            List.of(
                    amount("tickSize", MOST, Instrument.Builder::setTickSize),
                    amount("lotSize", MOST, Instrument.Builder::setLotSize),
                    amount("minQuantity", MOST, Instrument.Builder::setMinQuantity),
                    amount("maxQuantity", MOST, Instrument.Builder::setMaxQuantity),
                    amount("maxMarketQuantity", MOST, Instrument.Builder::setMaxMarketQuantity),
                    amount("minNotional", MOST, Instrument.Builder::setMinNotional),
                    amount("maxNotional", MOST, Instrument.Builder::setMaxNotional),
                    amount("minPrice", MOST_PRICE, Instrument.Builder::setMinPrice),
                    amount("maxPrice", MOST_PRICE, Instrument.Builder::setMaxPrice),
                    amount("listingPrice", MOST, Instrument.Builder::setListingPrice),
                    fraction("priceBandUp", Instrument.Builder::setPriceBandUp),
                    fraction("priceBandDown", Instrument.Builder::setPriceBandDown),
                    fraction("marketCollar", Instrument.Builder::setMarketCollar),
                    fraction("makerFee", Instrument.Builder::setMakerFee),
                    fraction("takerFee", Instrument.Builder::setTakerFee));
    private static final List<Count> COUNTS =
            List.of(
                    new Count("maxOpenOrders", Instrument.Builder::setMaxOpenOrders),
                    new Count("maxStopOrders", Instrument.Builder::setMaxStopOrders));
    private static final String ASSET_CLASS = "assetClass";
    private static final Map<String, String> ASSET_CLASSES =
            new TreeMap<>(Map.of("crypto", "crypto", "equity", "equity"));
    private static final String SELF_TRADE_PREVENTION = "defaultSelfTradePrevention";

    /** The fields that tell the rules. */
    public static final Set<String> FIELDS =
            Stream.of(
                            NAMES.stream().map(Name::field),
                            DECIMALS.stream().map(Decimal::field),
                            COUNTS.stream().map(Count::field),
                            Stream.of(ASSET_CLASS, SELF_TRADE_PREVENTION))
                    .flatMap(fields -> fields)
                    .collect(Collectors.toUnmodifiableSet());

    private final Instrument.Builder rules = Instrument.newBuilder();
    private final Fields fields;

    private InstrumentBody(Fields fields) {
        this.fields = fields;
    }

    /**
     * The rules, without state and time of listing.
     *
     * @throws com.rescaleequity.platform.errors.ApiException when anything is wrong with these or
     *     other fields of the body
     */
    public static Instrument read(Fields fields) {
        InstrumentBody read = new InstrumentBody(fields);
        NAMES.forEach(read::name);
        DECIMALS.forEach(read::decimal);
        COUNTS.forEach(read::count);
        read.words();
        if (fields.problems().isEmpty()) {
            read.checkTogether();
        }
        fields.problems().throwIfAny();
        return read.rules.build();
    }

    private static Decimal amount(
            String field, BigDecimal most, ObjLongConsumer<Instrument.Builder> target) {
        return new Decimal(field, false, most, target);
    }

    private static Decimal fraction(String field, ObjLongConsumer<Instrument.Builder> target) {
        return new Decimal(field, true, BigDecimal.ONE, target);
    }

    private void name(Name wanted) {
        String text = fields.requiredText(wanted.field());
        if (text != null) {
            require(
                    wanted.field(),
                    text.matches(wanted.shape()),
                    "must match " + wanted.shape() + ".");
            wanted.target().accept(rules, text);
        }
    }

    private void decimal(Decimal wanted) {
        requireGiven(wanted.field());
        DecimalInput input = fields.decimal(wanted.field());
        if (input == null) {
            return;
        }
        BigDecimal value = input.value().stripTrailingZeros();
        boolean inside =
                value.signum() >= (wanted.fraction() ? 0 : 1)
                        && value.compareTo(wanted.most()) <= 0
                        && value.scale() <= Units.SCALE;
        require(
                wanted.field(),
                inside,
                "must be %s 0, at most %s, with at most 8 decimals."
                        .formatted(
                                wanted.fraction() ? "at least" : "above",
                                wanted.most().toPlainString()));
        if (inside) {
            wanted.target().accept(rules, Units.fromDecimal(value));
        }
    }

    private void count(Count wanted) {
        requireGiven(wanted.field());
        wanted.target().accept(rules, (int) fields.integer(wanted.field(), 0, MOST_ORDERS, 0));
    }

    private void words() {
        requireGiven(ASSET_CLASS);
        String assetClass = fields.choice(ASSET_CLASS, ASSET_CLASSES, ErrorCode.INVALID_PARAMETER);
        rules.setAssetClass(assetClass == null ? "" : assetClass);
        SelfTradePrevention mode =
                fields.choice(
                        SELF_TRADE_PREVENTION,
                        Words.SELF_TRADE_PREVENTIONS,
                        ErrorCode.INVALID_PARAMETER);
        rules.setDefaultSelfTradePrevention(
                mode == null ? SelfTradePrevention.CANCEL_NEWEST : mode);
    }

    private void checkTogether() {
        require(
                "quoteAsset",
                !rules.getBaseAsset().equals(rules.getQuoteAsset()),
                "must not be the baseAsset.");
        BigDecimal smallest =
                Units.toDecimal(rules.getTickSize())
                        .multiply(Units.toDecimal(rules.getLotSize()))
                        .stripTrailingZeros();
        require(
                "lotSize",
                smallest.scale() <= Units.SCALE,
                "times tickSize must have at most 8 decimals.");
        order("maxQuantity", rules.getMinQuantity(), rules.getMaxQuantity());
        order("maxMarketQuantity", rules.getMinQuantity(), rules.getMaxMarketQuantity());
        order("maxNotional", rules.getMinNotional(), rules.getMaxNotional());
        order("maxPrice", rules.getMinPrice(), rules.getMaxPrice());
        require(
                "takerFee",
                rules.getMakerFee() <= rules.getTakerFee(),
                "must not be below makerFee.");
        require(
                "listingPrice",
                rules.getListingPrice() >= rules.getMinPrice()
                        && rules.getListingPrice() <= rules.getMaxPrice()
                        && rules.getListingPrice() % rules.getTickSize() == 0,
                "must be a multiple of tickSize from minPrice to maxPrice.");
    }

    private void requireGiven(String field) {
        if (!fields.has(field)) {
            fields.problem(field, ErrorCode.MISSING_PARAMETER, "is required.");
        }
    }

    private void order(String most, long least, long greatest) {
        require(most, least <= greatest, "must not be below its minimum.");
    }

    private void require(String field, boolean holds, String message) {
        if (!holds) {
            fields.problem(field, ErrorCode.INVALID_PARAMETER, message);
        }
    }
}
