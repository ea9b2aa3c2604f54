package com.rescaleequity.account.corrections;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A balance that an operator wants changed, and another one has to agree to. */
@Entity
@Table(name = "correction")
public class Correction extends PanacheEntityBase {

    @Id
    @SequenceGenerator(
            name = "correction_number",
            sequenceName = "correction_number",
            allocationSize = 1)
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "correction_number")
    public long correctionNumber;

    public long accountId;
    public String asset = "";

    /** Units; negative takes away. */
    public long amount;

    public String reason = "";
    public String askedBy = "";

    /** Epoch ms. */
    public long askedAt;

    /** Empty = nobody yet. */
    public String approvedBy = "";

    /** Epoch ms, 0 = not yet. */
    public long approvedAt;

    /** The outbox's message that orders the core to make it. */
    public @Nullable Long messageId;

    /** The public id, which is also the reference in the journal. */
    String correctionId() {
        return "c_" + correctionNumber;
    }
}
