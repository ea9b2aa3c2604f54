package com.rescaleequity.account.wallet;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.List;

/** An address to which an account has allowed its money to go. */
@Entity
@Table(name = "withdrawal_address")
public class WithdrawalAddress extends PanacheEntityBase {

    @Id
    @SequenceGenerator(name = "address_number", sequenceName = "address_number", allocationSize = 1)
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "address_number")
    public long addressNumber;

    public long accountId;
    public String asset = "";
    public String network = "";

    /** In its canonical form. */
    public String address = "";

    /** Empty = none. */
    public String memo = "";

    public String label = "";

    /** Epoch ms. */
    public long createdAt;

    /** Epoch ms; nothing goes there earlier. */
    public long usableAt;

    /** Epoch ms, 0 = not. */
    public long deletedAt;

    /** The account's addresses, oldest first. */
    public static Uni<List<WithdrawalAddress>> ofAccount(long accountId) {
        return list("accountId = ?1 and deletedAt = 0 order by addressNumber", accountId);
    }

    /** The public id. */
    public String addressId() {
        return "a_" + addressNumber;
    }

    boolean leadsTo(Destination wanted) {
        return asset.equals(wanted.asset())
                && network.equals(wanted.network())
                && address.equals(wanted.address())
                && memo.equals(wanted.memo());
    }
}
