package com.rescaleequity.account.accounts;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.Objects;

/** An account of a user. Its number comes from a sequence and is never used again. */
@Entity
@Table(name = "account")
public class Account extends PanacheEntityBase {

    @Id
    @SequenceGenerator(name = "account_number", sequenceName = "account_number", allocationSize = 1)
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "account_number")
    public long accountId;

    public String label = "";

    /** Text of an {@link AccountTier}. */
    public String tier = "";

    /** Name of a fee tier of the settings. */
    public String feeTier = "standard";

    /** Text of an {@link AccountStatus}. */
    public String status = AccountStatus.ACTIVE.text();

    /** Whether the sandbox handed it out, to anybody. */
    public boolean sandbox;

    /** Epoch ms. */
    public long createdAt;

    /** The account; a key without one is not valid. */
    public static Uni<Account> of(long accountId) {
        return existing(findById(accountId));
    }

    /** The account, locked until the transaction ends. */
    public static Uni<Account> locked(long accountId) {
        return existing(findById(accountId, LockModeType.PESSIMISTIC_WRITE));
    }

    /** The account of a row with all of its columns. */
    public static Account of(Row row) {
        Account account = new Account();
        account.accountId = row.getLong("account_id");
        account.label = row.getString("label");
        account.tier = row.getString("tier");
        account.feeTier = row.getString("fee_tier");
        account.status = row.getString("status");
        account.sandbox = row.getBoolean("sandbox");
        account.createdAt = row.getLong("created_at");
        return account;
    }

    /** What the account may do. */
    public AccountStatus mayDo() {
        return Objects.requireNonNull(AccountStatus.words().get(status));
    }

    private static Uni<Account> existing(Uni<Account> found) {
        return found.onItem().ifNull().failWith(Account::unknown);
    }

    /** Refuses a key without an account. */
    public static ApiException unknown() {
        return new ApiException(ErrorCode.INVALID_API_KEY, "The API key is not valid.");
    }
}
