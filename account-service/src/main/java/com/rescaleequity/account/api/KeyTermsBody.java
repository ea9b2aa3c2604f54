package com.rescaleequity.account.api;

import com.rescaleequity.account.keys.KeyWish;
import com.rescaleequity.platform.auth.IpRanges;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what a body asks of a key. */
final class KeyTermsBody {

    private static final List<String> SCOPES =
            Arrays.stream(Scope.values()).map(Scope::text).toList();
    private static final int MOST_RANGES = 50;
    private static final long LATEST = 253_402_300_799_000L;

    private KeyTermsBody() {}

    /** The names of the fields. */
    static final Set<String> NAMES =
            Set.of(
                    "scopes",
                    "ipAllowList",
                    "requireSignature",
                    "minSignatureVersion",
                    "allowQueryToken",
                    "expiresAt");

    /** What the fields ask for; {@code expiresAt} 0 asks for a key that never expires. */
    static KeyWish read(Fields fields) {
        List<String> scopes =
                texts(
                        fields,
                        "scopes",
                        SCOPES::contains,
                        "must be a list of some of " + String.join(", ", SCOPES) + ".");
        if (scopes != null && scopes.isEmpty()) {
            fields.problem("scopes", ErrorCode.INVALID_PARAMETER, "must not be empty.");
        }
        List<String> addresses =
                texts(
                        fields,
                        "ipAllowList",
                        IpRanges::isRange,
                        "must be a list of at most 50 addresses and ranges.");
        Long version = fields.integer("minSignatureVersion", 1, 2);
        return new KeyWish(
                scopes,
                addresses,
                fields.flag("requireSignature"),
                version == null ? null : version.intValue(),
                fields.flag("allowQueryToken"),
                fields.integer("expiresAt", 0, LATEST));
    }

    private static @Nullable List<String> texts(
            Fields fields, String name, Predicate<String> allowed, String rule) {
        JsonValue given = fields.value(name);
        if (given == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        boolean good =
                given instanceof JsonValue.Items(List<JsonValue> values)
                        && values.size() <= MOST_RANGES
                        && values.stream().allMatch(value -> take(value, allowed, texts));
        if (!good) {
            fields.problem(name, ErrorCode.INVALID_PARAMETER, rule);
            return null;
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
