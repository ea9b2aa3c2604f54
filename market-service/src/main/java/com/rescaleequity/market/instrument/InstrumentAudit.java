package com.rescaleequity.market.instrument;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Who changed which instrument, when and from where. The table takes no change and no deletion. */
@Entity
@Table(name = "instrument_audit")
public class InstrumentAudit extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long recordId;

    /** Epoch ms. */
    public long at;

    public String actor = "";
    public String fromAddress = "";
    public String action = "";
    public String symbol = "";

    /** JSON. */
    public String detail = "{}";

    /** Why it was done. */
    public String reason = "";

    /** The operator's name for the change. */
    public String requestId = "";

    /** The outbox's message that told the core. */
    public long messageId;
}
