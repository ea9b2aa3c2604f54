package com.rescaleequity.account.api;

import com.rescaleequity.account.accounts.AccountStatus;
import com.rescaleequity.account.accounts.AccountTier;
import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.fees.FeeTier;
import com.rescaleequity.account.fees.FeeTiers;
import com.rescaleequity.account.keys.KeyTerms;
import com.rescaleequity.account.opening.NewAccount;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.account.wallet.AssetRules;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.operator.OperatorCall;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the bodies of the operator's calls. */
final class AdminBody {

    private static final Set<String> KNOWN = known();
    private static final int LEDGER_DECIMALS = 8;
    private static final Pattern ACCOUNT = Pattern.compile("acc_[0-9]{1,18}");

    private AdminBody() {}

    private static Set<String> known() {
        Set<String> names = new HashSet<>(KeyTermsBody.NAMES);
        names.addAll(Set.of("label", "tier", "balances"));
        return Set.copyOf(names);
    }

    /** What an operator wants, and whose wish it is. */
    record Wanted<T>(T what, Origin origin, NamedRequest request) {}

    private static Origin origin(OperatorCall call, OperatorCall.Change change) {
        return new Origin(
                call.operator().name(), call.address(), change.reason(), change.requestId());
    }

    /** An account to open, and the terms of its first key. */
    static Wanted<NewAccount> account(OperatorCall call, boolean sandbox, long now) {
        Problems problems = new Problems();
        OperatorCall.Change change = call.change(KNOWN, problems);
        Fields fields = change.fields();
        fields.requiredText("label");
        String label = problems.isEmpty() ? Labels.read(fields) : null;
        AccountTier tier = fields.choice("tier", AccountTier.words(), ErrorCode.INVALID_PARAMETER);
        KeyTerms key = KeyTermsBody.read(fields).asNew(now);
        if (!sandbox && key.opensTooMuch()) {
            fields.problem(
                    "ipAllowList",
                    ErrorCode.INVALID_PARAMETER,
                    "is required for the scopes withdraw and manage.");
        }
        Map<String, Long> funds = funds(fields, problems);
        problems.throwIfAny();
        return new Wanted<>(
                new NewAccount(
                        label == null ? "" : label,
                        tier == null ? AccountTier.STANDARD : tier,
                        key,
                        funds,
                        false),
                origin(call, change),
                NamedRequest.ofOperator(call, change.requestId()));
    }

    /** Whose fees to set, and to which tier. */
    record Fees(long accountId, FeeTier tier) {}

    /** The account and the tier of a fee assignment. */
    static Wanted<Fees> fees(OperatorCall call, FeeTiers tiers) {
        Problems problems = new Problems();
        OperatorCall.Change change = call.change(Set.of("accountId", "tier"), problems);
        Fields fields = change.fields();
        long accountId = account(fields);
        if (!fields.has("tier")) {
            fields.problem("tier", ErrorCode.MISSING_PARAMETER, "is required.");
        }
        FeeTier tier = fields.choice("tier", tiers.all(), ErrorCode.INVALID_PARAMETER);
        problems.throwIfAny();
        return new Wanted<>(
                new Fees(accountId, Objects.requireNonNull(tier)),
                origin(call, change),
                NamedRequest.ofOperator(call, change.requestId()));
    }

    /** The state that an account is to have. */
    static Wanted<AccountStatus> status(OperatorCall call) {
        Problems problems = new Problems();
        OperatorCall.Change change = call.change(Set.of("state"), problems);
        Fields fields = change.fields();
        if (!fields.has("state")) {
            fields.problem("state", ErrorCode.MISSING_PARAMETER, "is required.");
        }
        AccountStatus status =
                fields.choice("state", AccountStatus.words(), ErrorCode.INVALID_PARAMETER);
        problems.throwIfAny();
        return new Wanted<>(
                Objects.requireNonNull(status),
                origin(call, change),
                NamedRequest.ofOperator(call, change.requestId()));
    }

    /** Which keys to revoke: one, or all (empty). */
    static Wanted<Optional<String>> revocation(OperatorCall call) {
        Problems problems = new Problems();
        OperatorCall.Change change = call.change(Set.of("keyId", "all"), problems);
        Fields fields = change.fields();
        String keyId = fields.text("keyId");
        boolean all = Boolean.TRUE.equals(fields.flag("all"));
        if ((keyId == null) != all) {
            fields.problem(
                    "keyId", ErrorCode.INVALID_PARAMETER, "give either keyId or \"all\":true.");
        }
        problems.throwIfAny();
        return new Wanted<>(
                Optional.ofNullable(keyId),
                origin(call, change),
                NamedRequest.ofOperator(call, change.requestId()));
    }

    /**
     * A change of the account's balance.
     *
     * @param amount units; negative takes away
     */
    record Correction(long accountId, String asset, long amount) {}

    /** The balance to correct, and by how much. */
    static Wanted<Correction> correction(OperatorCall call, AssetRules assets) {
        Problems problems = new Problems();
        OperatorCall.Change change = call.change(Set.of("accountId", "asset", "amount"), problems);
        Fields fields = change.fields();
        long accountId = account(fields);
        String asset = fields.requiredText("asset");
        if (asset != null && !assets.known().contains(asset)) {
            fields.problem("asset", ErrorCode.INVALID_ASSET, asset + " is not known.");
            problems.detail("asset", asset);
        }
        long amount = Amounts.readSigned(fields, "amount", LEDGER_DECIMALS);
        problems.throwIfAny();
        return new Wanted<>(
                new Correction(accountId, Objects.requireNonNull(asset), amount),
                origin(call, change),
                NamedRequest.ofOperator(call, change.requestId()));
    }

    /**
     * A decision on what the path names.
     *
     * @param parameter the name of its place in the path
     */
    static Wanted<String> decision(OperatorCall call, String parameter) {
        Problems problems = new Problems();
        OperatorCall.Change change = call.change(Set.of(), problems);
        problems.throwIfAny();
        return new Wanted<>(
                call.parameters().getOrDefault(parameter, ""),
                origin(call, change),
                NamedRequest.ofOperator(call, change.requestId()));
    }

    /** The account that a body names; 0 after noting a problem. */
    private static long account(Fields fields) {
        String account = fields.requiredText("accountId");
        if (account == null) {
            return 0;
        }
        if (!ACCOUNT.matcher(account).matches()) {
            fields.problem("accountId", ErrorCode.INVALID_PARAMETER, "is not an account.");
            return 0;
        }
        return number(account);
    }

    private static long number(String account) {
        return Long.parseLong(account.substring("acc_".length()));
    }

    /** The account that the path names. */
    static long accountOf(OperatorCall call) {
        return account(call.parameters().getOrDefault("accountId", ""), "accountId");
    }

    /**
     * The number of an account.
     *
     * @param field where it is given
     */
    static long account(String account, String field) {
        if (!ACCOUNT.matcher(account).matches()) {
            throw ApiException.ofField(field, ErrorCode.INVALID_PARAMETER, "is not an account.");
        }
        return number(account);
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
