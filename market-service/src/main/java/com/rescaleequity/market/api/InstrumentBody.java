package com.rescaleequity.market.api;

import com.rescaleequity.platform.decimal.DecimalInput;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.operator.OperatorCall;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Reads the rules of an instrument from an operator's body, in the decimals of the public contract,
 * and refuses what the core would, all problems at once.
 */
final class InstrumentBody {

    private static final Set<String> KNOWN =
            Set.of(
                    "symbol",
                    "name",
                    "baseAsset",
                    "quoteAsset",
                    "assetClass",
                    "tickSize",
                    "lotSize",
                    "minQuantity",
                    "maxQuantity",
                    "maxMarketQuantity",
                    "minNotional",
                    "maxNotional",
                    "minPrice",
                    "maxPrice",
                    "priceBandUp",
                    "priceBandDown",
                    "marketCollar",
                    "makerFee",
                    "takerFee",
                    "defaultSelfTradePrevention",
                    "maxOpenOrders",
                    "maxStopOrders",
                    "listingPrice");
    private static final Map<String, String> ASSET_CLASSES = assetClasses();
    private static final BigDecimal MOST = new BigDecimal("10000000000");
    // The core's bounds: a band around any price must be computable, and a value too.
    private static final BigDecimal MOST_PRICE = new BigDecimal("500000000");
    private static final long MOST_ORDERS = 1_000_000;
    private static final int NAME_LENGTH = 100;

    private final Problems problems = new Problems();
    private final OperatorCall.Change change;
    private final Fields fields;
    private final Instrument.Builder rules = Instrument.newBuilder();

    private InstrumentBody(OperatorCall call) {
        change = call.change(KNOWN, problems);
        fields = change.fields();
    }

    /** The rules that an operator wants, and whose wish they are. */
    record Wanted(Instrument rules, OperatorCall.Change change) {}

    /** The rules, without state and time of listing. */
    static Wanted read(OperatorCall call) {
        InstrumentBody read = new InstrumentBody(call);
        read.readNames();
        read.readAmounts();
        read.readFractions();
        read.readLimits();
        if (read.problems.isEmpty()) {
            read.checkTogether();
        }
        read.problems.throwIfAny();
        return new Wanted(read.rules.build(), read.change);
    }

    private void readNames() {
        rules.setSymbol(text("symbol", "[A-Z0-9]{5,20}"));
        rules.setBaseAsset(text("baseAsset", "[A-Z0-9]{2,10}"));
        rules.setQuoteAsset(text("quoteAsset", "[A-Z0-9]{2,10}"));
        rules.setName(text("name", "(?s).{1," + NAME_LENGTH + "}"));
        if (!fields.has("assetClass")) {
            fields.requiredText("assetClass");
        }
        String assetClass = fields.choice("assetClass", ASSET_CLASSES, ErrorCode.INVALID_PARAMETER);
        rules.setAssetClass(assetClass == null ? "" : assetClass);
        SelfTradePrevention mode =
                fields.choice(
                        "defaultSelfTradePrevention",
                        Words.SELF_TRADE_PREVENTIONS,
                        ErrorCode.INVALID_PARAMETER);
        rules.setDefaultSelfTradePrevention(
                mode == null ? SelfTradePrevention.CANCEL_NEWEST : mode);
    }

    private void readAmounts() {
        amount("tickSize", rules::setTickSize);
        amount("lotSize", rules::setLotSize);
        amount("minQuantity", rules::setMinQuantity);
        amount("maxQuantity", rules::setMaxQuantity);
        amount("maxMarketQuantity", rules::setMaxMarketQuantity);
        amount("minNotional", rules::setMinNotional);
        amount("maxNotional", rules::setMaxNotional);
        decimal("minPrice", BigDecimal.ZERO, false, MOST_PRICE, rules::setMinPrice);
        decimal("maxPrice", BigDecimal.ZERO, false, MOST_PRICE, rules::setMaxPrice);
        amount("listingPrice", rules::setListingPrice);
    }

    private void readFractions() {
        fraction("priceBandUp", rules::setPriceBandUp);
        fraction("priceBandDown", rules::setPriceBandDown);
        fraction("marketCollar", rules::setMarketCollar);
        fraction("makerFee", rules::setMakerFee);
        fraction("takerFee", rules::setTakerFee);
    }

    private void readLimits() {
        rules.setMaxOpenOrders(count("maxOpenOrders"));
        rules.setMaxStopOrders(count("maxStopOrders"));
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

    private String text(String name, String shape) {
        String text = fields.requiredText(name);
        if (text == null) {
            return "";
        }
        require(name, text.matches(shape), "must match " + shape + ".");
        return text;
    }

    private void amount(String name, LongConsumer target) {
        decimal(name, BigDecimal.ZERO, false, MOST, target);
    }

    private void fraction(String name, LongConsumer target) {
        decimal(name, BigDecimal.ZERO, true, BigDecimal.ONE, target);
    }

    private void decimal(
            String name,
            BigDecimal least,
            boolean inclusive,
            BigDecimal most,
            LongConsumer target) {
        DecimalInput input = fields.decimal(name);
        if (input == null) {
            if (!fields.has(name)) {
                fields.problem(name, ErrorCode.MISSING_PARAMETER, "is required.");
            }
            return;
        }
        BigDecimal value = input.value().stripTrailingZeros();
        int above = value.compareTo(least);
        boolean inside = (above > 0 || (inclusive && above == 0)) && value.compareTo(most) <= 0;
        if (inside && value.scale() <= Units.SCALE) {
            target.accept(Units.fromDecimal(value));
        } else {
            fields.problem(
                    name,
                    ErrorCode.INVALID_PARAMETER,
                    "must be %s %s, at most %s, with at most 8 decimals."
                            .formatted(
                                    inclusive ? "at least" : "above",
                                    least.toPlainString(),
                                    most.toPlainString()));
        }
    }

    private int count(String name) {
        if (!fields.has(name)) {
            fields.problem(name, ErrorCode.MISSING_PARAMETER, "is required.");
        }
        return (int) fields.integer(name, 0, MOST_ORDERS, 0);
    }

    private void order(String most, long least, long greatest) {
        require(most, least <= greatest, "must not be below its minimum.");
    }

    private void require(String name, boolean holds, String message) {
        if (!holds) {
            fields.problem(name, ErrorCode.INVALID_PARAMETER, message);
        }
    }

    private static Map<String, String> assetClasses() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("crypto", "crypto");
        words.put("equity", "equity");
        return words;
    }
}
