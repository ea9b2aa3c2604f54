package com.rescaleequity.account.wallet;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Money on its way into an account. Whether it has arrived is the journal's to say. */
@Entity
@Table(name = "transfer")
public class Transfer extends PanacheEntityBase {

    @Id
    @SequenceGenerator(
            name = "transfer_number",
            sequenceName = "transfer_number",
            allocationSize = 1)
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "transfer_number")
    public long transferNumber;

    public long accountId;
    public String type = "deposit";
    public String asset = "";
    public String network = "";

    /** Units. */
    public long amount;

    /** What counts against the day's limit: units of the account currency. */
    public long countedValue;

    /** Epoch ms. */
    public long createdAt;

    /** The outbox's message that orders the core to bring it. */
    public @Nullable Long messageId;

    /** The public id, which is also the reference in the journal. */
    public String transferId() {
        return id(transferNumber);
    }

    static String id(long transferNumber) {
        return "d_" + transferNumber;
    }
}
