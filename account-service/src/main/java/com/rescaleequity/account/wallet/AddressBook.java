package com.rescaleequity.account.wallet;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AuditRecord;
import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.account.requests.FirstAnswers.Answer;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.platform.environment.Environment;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The addresses to which accounts have allowed their money to go. A new one waits for a day before
 * anything may go there, so that whoever has lost a key has time to notice.
 */
@ApplicationScoped
public class AddressBook {

    private static final Duration WAIT = Duration.ofHours(24);
    private static final Duration SANDBOX_WAIT = Duration.ofSeconds(5);
    private static final int MOST = 100;

    private final FirstAnswers answers;
    private final Environment environment;
    private final Clock clock;

    public AddressBook(FirstAnswers answers, Environment environment, Clock clock) {
        this.answers = answers;
        this.environment = environment;
        this.clock = clock;
    }

    /**
     * An address of the book.
     *
     * @param memo empty = none
     * @param usableAt epoch ms; nothing goes there earlier
     */
    public record Entry(
            String addressId,
            String asset,
            String network,
            String address,
            String memo,
            String label,
            long createdAt,
            long usableAt) {

        static Entry of(WithdrawalAddress address) {
            return new Entry(
                    address.addressId(),
                    address.asset,
                    address.network,
                    address.address,
                    address.memo,
                    address.label,
                    address.createdAt,
                    address.usableAt);
        }
    }

    /** The account's addresses, oldest first. */
    public Uni<List<Entry>> list(long accountId) {
        return Panache.withSession(() -> WithdrawalAddress.ofAccount(accountId))
                .map(all -> all.stream().map(Entry::of).toList());
    }

    /** Allows money to go somewhere. */
    public Uni<Answer<Entry>> add(
            long accountId,
            Destination destination,
            String label,
            Origin origin,
            List<NamedRequest> names) {
        return Panache.withTransaction(() ->
                answers.once(
                        names,
                        Entry.class,
                        () ->
                                Account.locked(accountId)
                                        .chain(() -> WithdrawalAddress.ofAccount(accountId))
                                        .chain(all -> {
                                            requireNew(all, destination);
                                            return store(accountId, destination, label);
                                        })
                                        .call(address -> audit(origin, "addresses.create", address))
                                        .map(Entry::of)));
    }

    private static void requireNew(List<WithdrawalAddress> all, Destination destination) {
        if (all.stream().anyMatch(address -> address.leadsTo(destination))) {
            throw ApiException.ofField(
                    "address", ErrorCode.INVALID_PARAMETER, "is in the address book already.");
        }
        if (all.size() >= MOST) {
            throw ApiException.ofField(
                    "address",
                    ErrorCode.INVALID_PARAMETER,
                    "is one too many: an address book has at most " + MOST + ".");
        }
    }

    private Uni<WithdrawalAddress> store(long accountId, Destination destination, String label) {
        WithdrawalAddress address = new WithdrawalAddress();
        address.accountId = accountId;
        address.asset = destination.asset();
        address.network = destination.network();
        address.address = destination.address();
        address.memo = destination.memo();
        address.label = label;
        address.createdAt = clock.millis();
        Duration wait = environment.isSandbox() ? SANDBOX_WAIT : WAIT;
        address.usableAt = address.createdAt + wait.toMillis();
        return address.persist();
    }

    /** Takes the allowance back. What is under way goes on. */
    public Uni<Answer<Entry>> remove(
            long accountId, String addressId, Origin origin, List<NamedRequest> names) {
        return Panache.withTransaction(() ->
                answers.once(
                        names,
                        Entry.class,
                        () ->
                                Account.locked(accountId)
                                        .chain(() -> WithdrawalAddress.ofAccount(accountId))
                                        .map(all -> named(all, addressId))
                                        .invoke(address -> address.deletedAt = clock.millis())
                                        .call(address -> audit(origin, "addresses.delete", address))
                                        .map(Entry::of)));
    }

    private static WithdrawalAddress named(List<WithdrawalAddress> all, String addressId) {
        return all.stream()
                .filter(address -> address.addressId().equals(addressId))
                .findFirst()
                .orElseThrow(() ->
                        new ApiException(
                                ErrorCode.ADDRESS_NOT_FOUND,
                                "The address book has no such address.",
                                Map.of("addressId", addressId)));
    }

    /**
     * The entry of a destination, once it may be used. Part of the caller's transaction.
     *
     * @throws ApiException ADDRESS_NOT_ALLOWED when it is not there, or not yet
     */
    Uni<WithdrawalAddress> allowed(long accountId, Destination destination) {
        return WithdrawalAddress.ofAccount(accountId)
                .map(all ->
                        all.stream()
                                .filter(address -> address.leadsTo(destination))
                                .findFirst()
                                .orElseThrow(() -> notAllowed("Add the address first.", null)))
                .invoke(address -> {
                    if (address.usableAt > clock.millis()) {
                        throw notAllowed("The address is too new.", address.usableAt);
                    }
                });
    }

    private static ApiException notAllowed(
            String message, @org.jspecify.annotations.Nullable Long usableAt) {
        return new ApiException(
                ErrorCode.ADDRESS_NOT_ALLOWED,
                message,
                usableAt == null ? Map.of() : Map.of("usableAt", usableAt));
    }

    private Uni<AuditRecord> audit(Origin origin, String action, WithdrawalAddress address) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("asset", address.asset);
        detail.put("network", address.network);
        detail.put("address", address.address);
        detail.put("label", address.label);
        return AuditRecord.write(clock.millis(), origin, action, address.addressId(), detail);
    }
}
