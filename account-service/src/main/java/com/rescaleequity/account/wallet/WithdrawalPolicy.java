package com.rescaleequity.account.wallet;

import com.rescaleequity.account.accounts.AccountStatus;
import com.rescaleequity.account.ledger.AccountBalance;
import com.rescaleequity.account.valuation.LastPrices;
import com.rescaleequity.platform.assets.ListedAsset;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may withdraw how much. What is refused fails with the contract's code. */
@ApplicationScoped
class WithdrawalPolicy {

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final BigDecimal MOST_VALUE = new BigDecimal("80000000000");
    private static final String COUNTED =
            "select coalesce(sum(w.countedValue), 0) from Withdrawal w where w.accountId = :account"
                    + " and w.createdAt > :since and w.state not in ('failed', 'cancelled')";

    private static final String OPEN =
            "select count(*) from Withdrawal w where w.accountId = :account"
                    + " and w.state in ('requested', 'pending', 'processing')";

    /** The most that an account may have under way. */
    private static final int MOST_OPEN = 100;

    private final LastPrices prices;
    private final WithdrawalLimits limits;
    private final Clock clock;

    WithdrawalPolicy(LastPrices prices, WithdrawalLimits limits, Clock clock) {
        this.prices = prices;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Whether an operator has to let it go: for what a day comes to, and for what has no price.
     *
     * @param ofDay the value of all of the day
     */
    boolean needsApproval(long value, long ofDay) {
        return value == 0 || ofDay >= Units.fromDecimal(limits.approvalFrom());
    }

    static void requireMayWithdraw(AccountStatus status) {
        if (!status.canWithdraw()) {
            throw new ApiException(
                    ErrorCode.WITHDRAWALS_DISABLED, "Withdrawals of this account are disabled.");
        }
    }

    static void requireOpen(String asset, ListedAsset.Network network) {
        if (!network.withdrawEnabled()) {
            throw new ApiException(
                    ErrorCode.WITHDRAWALS_DISABLED,
                    "Withdrawals of " + asset + " are disabled.",
                    Map.of("asset", asset));
        }
    }

    static void requireInRange(long units, ListedAsset.Network network) {
        BigDecimal amount = Units.toDecimal(units);
        if (amount.compareTo(network.minWithdrawal()) < 0
                || amount.compareTo(network.maxWithdrawal()) > 0) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("min", network.minWithdrawal());
            details.put("max", network.maxWithdrawal());
            throw new ApiException(
                    ErrorCode.WITHDRAWAL_AMOUNT_OUT_OF_RANGE,
                    "amount: must be from %s to %s."
                            .formatted(
                                    network.minWithdrawal().toPlainString(),
                                    network.maxWithdrawal().toPlainString()),
                    details);
        }
    }

    Uni<Void> requireRoom(long accountId) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(OPEN, Long.class)
                                .setParameter("account", accountId)
                                .getSingleResult())
                .invoke(open -> {
                    if (open >= MOST_OPEN) {
                        throw new ApiException(
                                ErrorCode.WITHDRAWAL_LIMIT_EXCEEDED,
                                "An account has at most " + MOST_OPEN + " withdrawals under way.",
                                Map.of("limit", MOST_OPEN));
                    }
                })
                .replaceWithVoid();
    }

    /** Answers the value of all that the account withdraws in a day, with this. */
    Uni<Long> requireWithinDay(long accountId, long value) {
        long limit = Units.fromDecimal(limits.dayLimit());
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(COUNTED, Long.class)
                                .setParameter("account", accountId)
                                .setParameter("since", clock.millis() - DAY_MILLIS)
                                .getSingleResult())
                .invoke(counted -> {
                    if (value > limit - counted) {
                        Map<String, Object> details = new LinkedHashMap<>();
                        details.put("limit", limits.dayLimit());
                        details.put("remaining24h", Units.toDecimal(Math.max(0, limit - counted)));
                        throw new ApiException(
                                ErrorCode.WITHDRAWAL_LIMIT_EXCEEDED,
                                "An account withdraws at most %s USD or its equivalent in 24 hours."
                                        .formatted(limits.dayLimit().toPlainString()),
                                details);
                    }
                })
                .map(counted -> counted + value);
    }

    static void requireBalance(String asset, long amount, @Nullable AccountBalance balance) {
        long available = balance == null ? 0 : balance.available();
        if (available < amount) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("asset", asset);
            details.put("required", Units.toDecimal(amount));
            details.put("available", Units.toDecimal(available));
            throw new ApiException(
                    ErrorCode.INSUFFICIENT_BALANCE, "The account has less than that.", details);
        }
    }

    /**
     * The value in units of the account currency. Bounded, so that no sum of a day's values
     * overflows.
     */
    long value(String asset, long amount) {
        BigDecimal value = prices.of(asset).multiply(Units.toDecimal(amount));
        return Units.fromDecimal(value.min(MOST_VALUE).setScale(8, RoundingMode.CEILING));
    }
}
