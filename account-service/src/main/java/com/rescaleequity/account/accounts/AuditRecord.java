package com.rescaleequity.account.accounts;

import com.rescaleequity.platform.json.Json;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Map;

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

    /** Why an operator did it. */
    public String reason = "";

    /** The operator's name for it. */
    public String requestId = "";

    /** A record of what is done now. Part of the caller's transaction. */
    public static Uni<AuditRecord> write(
            long now, Origin origin, String action, String subject, Map<String, Object> detail) {
        AuditRecord record = new AuditRecord();
        record.at = now;
        record.actor = origin.actor();
        record.action = action;
        record.subject = subject;
        record.detail = Json.NUMBERS.text(detail);
        record.fromAddress = origin.address();
        record.reason = origin.reason();
        record.requestId = origin.requestId();
        return record.persist();
    }
}
