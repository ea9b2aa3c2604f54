package com.rescaleequity.account.api;

import com.rescaleequity.account.accounts.AccountTier;
import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.fees.FeeTier;
import com.rescaleequity.account.fees.FeeTiers;
import com.rescaleequity.account.opening.NewAccount;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.operator.OperatorCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the bodies of the operator's calls. */
final class AdminBody {

    private static final Set<String> KNOWN = Set.of("label", "tier", "scopes", "balances");
    private static final List<String> SCOPES =
            Arrays.stream(Scope.values()).map(Scope::text).toList();
    private static final int LEDGER_DECIMALS = 8;
    private static final Pattern ACCOUNT = Pattern.compile("acc_[0-9]{1,18}");

    private AdminBody() {}

    /** What an operator wants, and whose wish it is. */
    record Wanted<T>(T what, Origin origin) {}

    private static Origin origin(OperatorCall call, OperatorCall.Change change) {
        return new Origin(
                call.operator().name(), call.address(), change.reason(), change.requestId());
    }

    /** An account to open: its key never expires and works from everywhere. */
    static Wanted<NewAccount> account(OperatorCall call) {
        Problems problems = new Problems();
        OperatorCall.Change change = call.change(KNOWN, problems);
        Fields fields = change.fields();
        fields.requiredText("label");
        String label = problems.isEmpty() ? Labels.read(fields) : null;
        AccountTier tier = fields.choice("tier", AccountTier.words(), ErrorCode.INVALID_PARAMETER);
        List<String> scopes = scopes(fields);
        Map<String, Long> funds = funds(fields, problems);
        problems.throwIfAny();
        return new Wanted<>(
                new NewAccount(
                        label == null ? "" : label,
                        tier == null ? AccountTier.STANDARD : tier,
                        scopes,
                        funds,
                        0),
                origin(call, change));
    }

    /** Whose fees to set, and to which tier. */
    record Fees(long accountId, FeeTier tier) {}

    /** The account and the tier of a fee assignment. */
    static Wanted<Fees> fees(OperatorCall call, FeeTiers tiers) {
        Problems problems = new Problems();
        OperatorCall.Change change = call.change(Set.of("accountId", "tier"), problems);
        Fields fields = change.fields();
        String account = fields.requiredText("accountId");
        boolean named = account != null && ACCOUNT.matcher(account).matches();
        if (account != null && !named) {
            fields.problem("accountId", ErrorCode.INVALID_PARAMETER, "is not an account.");
        }
        if (!fields.has("tier")) {
            fields.problem("tier", ErrorCode.MISSING_PARAMETER, "is required.");
        }
        FeeTier tier = fields.choice("tier", tiers.all(), ErrorCode.INVALID_PARAMETER);
        problems.throwIfAny();
        return new Wanted<>(
                new Fees(
                        Long.parseLong(Objects.requireNonNull(account).substring("acc_".length())),
                        Objects.requireNonNull(tier)),
                origin(call, change));
    }

    private static List<String> scopes(Fields fields) {
        JsonValue given = fields.value("scopes");
        if (given == null) {
            return List.of("read", "trade");
        }
        List<String> scopes = new ArrayList<>();
        if (given instanceof JsonValue.Items(List<JsonValue> values)) {
            for (JsonValue value : values) {
                if (value instanceof JsonValue.Text(String scope)
                        && SCOPES.contains(scope)
                        && !scopes.contains(scope)) {
                    scopes.add(scope);
                } else {
                    scopes.clear();
                    break;
                }
            }
        }
        if (scopes.isEmpty()) {
            fields.problem(
                    "scopes",
                    ErrorCode.INVALID_PARAMETER,
                    "must be a list of some of " + String.join(", ", SCOPES) + ".");
        }
        return scopes;
    }

    private static Map<String, Long> funds(Fields fields, Problems problems) {
        Map<String, Long> funds = new LinkedHashMap<>();
        JsonValue given = fields.value("balances");
        if (given instanceof JsonValue.Members members) {
            Set<String> assets = members.fields().keySet();
            Fields amounts = Fields.ofItem(members, assets, problems, "balances.");
            for (String asset : assets) {
                funds.put(asset, Amounts.read(amounts, asset, LEDGER_DECIMALS));
            }
        } else if (given != null) {
            fields.problem(
                    "balances", ErrorCode.INVALID_PARAMETER, "must be an object of amounts.");
        }
        return funds;
    }
}
