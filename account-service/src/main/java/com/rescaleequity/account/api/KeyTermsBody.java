package com.rescaleequity.account.api;

import com.rescaleequity.account.keys.KeyTerms;
import com.rescaleequity.platform.auth.IpRanges;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Reads the terms of a key, and refuses those that the contract does not allow. */
final class KeyTermsBody {

    private static final List<String> SCOPES =
            Arrays.stream(Scope.values()).map(Scope::text).toList();
    private static final int MOST_RANGES = 50;
    private static final long DEFAULT_LIFE_MILLIS = Duration.ofDays(90).toMillis();
    private static final long LATEST = 253_402_300_799_000L;

    private KeyTermsBody() {}

    /**
     * The terms that the fields ask for.
     *
     * @param lenient whether keys may withdraw and manage without signature and address list, as
     *     those of a laptop's sandbox do
     * @param now epoch ms
     */
    static KeyTerms read(Fields fields, boolean lenient, long now) {
        List<String> scopes =
                texts(
                        fields,
                        "scopes",
                        List.of("read", "trade"),
                        SCOPES::contains,
                        "must be a list of some of " + String.join(", ", SCOPES) + ".");
        List<String> addresses =
                texts(
                        fields,
                        "ipAllowList",
                        List.of(),
                        IpRanges::isRange,
                        "must be a list of at most 50 addresses and ranges.");
        boolean signed = Boolean.TRUE.equals(fields.flag("requireSignature"));
        long version = fields.integer("minSignatureVersion", 1, 2, 1);
        boolean queryToken = !Boolean.FALSE.equals(fields.flag("allowQueryToken"));
        Long expiry = fields.integer("expiresAt", 0, LATEST);
        boolean strong = !addresses.isEmpty() && signed;
        if (!lenient && !strong && (scopes.contains("withdraw") || scopes.contains("manage"))) {
            fields.problem(
                    "scopes",
                    ErrorCode.INVALID_PARAMETER,
                    "withdraw and manage need an ipAllowList and requireSignature.");
        }
        return new KeyTerms(
                scopes,
                addresses,
                signed,
                (int) version,
                queryToken,
                expiry == null ? defaultExpiry(scopes, addresses, now) : expiry);
    }

    private static long defaultExpiry(List<String> scopes, List<String> addresses, long now) {
        return scopes.contains("trade") && addresses.isEmpty() ? now + DEFAULT_LIFE_MILLIS : 0;
    }

    private static List<String> texts(
            Fields fields,
            String name,
            List<String> otherwise,
            Predicate<String> allowed,
            String rule) {
        JsonValue given = fields.value(name);
        if (given == null) {
            return otherwise;
        }
        List<String> texts = new ArrayList<>();
        boolean good =
                given instanceof JsonValue.Items(List<JsonValue> values)
                        && values.size() <= MOST_RANGES
                        && values.stream().allMatch(value -> take(value, allowed, texts));
        if (!good || texts.isEmpty()) {
            fields.problem(name, ErrorCode.INVALID_PARAMETER, rule);
        }
        return texts;
    }

    private static boolean take(JsonValue value, Predicate<String> allowed, List<String> texts) {
        return value instanceof JsonValue.Text(String text)
                && allowed.test(text)
                && !texts.contains(text)
                && texts.add(text);
    }
}
