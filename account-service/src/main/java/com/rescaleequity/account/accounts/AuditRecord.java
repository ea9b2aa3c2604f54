package com.rescaleequity.account.accounts;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Who did what to whom, when and from where. The table takes no change and no deletion. */
@Entity
@Table(name = "audit_record")
public class AuditRecord extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long recordId;

    /** Epoch ms. */
    public long at;

    public String actor = "";
    public String action = "";
    public String subject = "";

    /** JSON, never with a secret in it. */
    public String detail = "{}";

    public String fromAddress = "";
}
