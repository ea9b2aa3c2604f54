package com.rescaleequity.account.wallet;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.outbox.Outbox;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.account.requests.FirstAnswers.Answer;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.account.valuation.LastPrices;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.environment.Environment;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.FieldError;
import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.platform.outbox.OutboxRelay;
import com.rescaleequity.protocol.trading.FundsMoveKind;
import com.rescaleequity.protocol.trading.MoveFunds;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes money of the sandbox: a transfer and a command to the core in one transaction. Where money
 * is real there is no such bean.
 */
@LookupIfProperty(name = Environment.SETTING, stringValue = Environment.SANDBOX)
@ApplicationScoped
public class Deposits {

    private static final long DAY_LIMIT = Units.of("1000000");
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long CREDIT_DELAY_MILLIS = 1000;

    private final Outbox outbox;
    private final OutboxRelay relay;
    private final LastPrices prices;
    private final AssetRules assets;
    private final FirstAnswers answers;
    private final Clock clock;

    public Deposits(
            Outbox outbox,
            OutboxRelay relay,
            LastPrices prices,
            AssetRules assets,
            FirstAnswers answers,
            Clock clock) {
        this.outbox = outbox;
        this.relay = relay;
        this.prices = prices;
        this.assets = assets;
        this.answers = answers;
        this.clock = clock;
    }

    /** A deposit that was stored, and the command that brings it. */
    public record Made(Transfer transfer, OutboxMessage message) {}

    /**
     * A sandbox deposit by its owner, credited a second later, within the day's limit.
     *
     * @param amount units
     * @param request the caller's name for it, by which it is made once; null without one
     */
    public Uni<Answer<Deposit>> depositInSandbox(
            long accountId, String asset, long amount, @Nullable NamedRequest request) {
        long value = value(asset, amount);
        return Panache.withTransaction(() ->
                        answers.once(
                                request,
                                Deposit.class,
                                () ->
                                        Account.locked(accountId)
                                                .chain(account ->
                                                        withinLimit(account.accountId, value))
                                                .chain(() -> make(accountId, asset, amount, value))
                                                .map(made -> Deposit.pending(made.transfer()))))
                .invoke(relay::wake);
    }

    /** Starting funds, credited at once and not counted. Part of the caller's transaction. */
    public Uni<Made> open(long accountId, String asset, long amount) {
        return store(accountId, asset, amount, 0, 0);
    }

    private Uni<Made> make(long accountId, String asset, long amount, long value) {
        return store(accountId, asset, amount, value, clock.millis() + CREDIT_DELAY_MILLIS);
    }

    private Uni<Made> store(
            long accountId, String asset, long amount, long countedValue, long notBefore) {
        Transfer transfer = new Transfer();
        transfer.accountId = accountId;
        transfer.asset = asset;
        transfer.network = assets.network(asset).name();
        transfer.amount = amount;
        transfer.countedValue = countedValue;
        transfer.createdAt = clock.millis();
        return transfer.<Transfer>persist()
                .chain(stored -> outbox.moveFunds(command(stored), notBefore))
                .map(message -> {
                    transfer.messageId = message.messageId;
                    return new Made(transfer, message);
                });
    }

    private static MoveFunds command(Transfer transfer) {
        return MoveFunds.newBuilder()
                .setAccountId(transfer.accountId)
                .setAsset(transfer.asset)
                .setAmount(transfer.amount)
                .setKind(FundsMoveKind.DEPOSIT)
                .setReferenceId(transfer.transferId())
                .build();
    }

    private Uni<Void> withinLimit(long accountId, long value) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(
                                        "select coalesce(sum(t.countedValue), 0) from Transfer t"
                                                + " where t.accountId = :account"
                                                + " and t.createdAt > :since",
                                        Long.class)
                                .setParameter("account", accountId)
                                .setParameter("since", clock.millis() - DAY_MILLIS)
                                .getSingleResult())
                .invoke(counted -> {
                    if (value > DAY_LIMIT - counted) {
                        throw overLimit(Math.max(0, DAY_LIMIT - counted));
                    }
                })
                .replaceWithVoid();
    }

    private static ApiException overLimit(long remaining) {
        String message = "sandbox deposits are limited to 1000000 USD or equivalent in 24 hours.";
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("max", Units.toDecimal(DAY_LIMIT));
        details.put("remaining24h", Units.toDecimal(remaining));
        return new ApiException(
                ErrorCode.INVALID_PARAMETER,
                "amount: " + message,
                List.of(new FieldError("amount", ErrorCode.INVALID_PARAMETER, message)),
                details);
    }

    /** Bounded, so that no sum of a day's values overflows. */
    private long value(String asset, long amount) {
        BigDecimal units = prices.of(asset).multiply(BigDecimal.valueOf(amount));
        BigDecimal most = BigDecimal.valueOf(DAY_LIMIT + 1);
        return units.min(most).setScale(0, RoundingMode.CEILING).longValueExact();
    }
}
