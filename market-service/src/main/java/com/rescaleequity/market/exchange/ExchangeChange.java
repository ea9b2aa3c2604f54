package com.rescaleequity.market.exchange;

import com.rescaleequity.protocol.market.ExchangeState;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A change of the exchange's state, with who made it; the table takes no change and no deletion.
 */
@Entity
@Table(name = "exchange_state")
public class ExchangeChange extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long recordId;

    /** Epoch ms; each change is later than those before it, whatever the clock does. */
    public long at;

    public String actor = "";
    public String fromAddress = "";
    public String reason = "";

    /** The operator's name for the change. */
    public String requestId = "";

    public boolean maintenance;

    /** For users; empty = none. */
    public String message = "";

    /** When it is expected to end, epoch ms; 0 = not told. */
    public long until;

    /** What is told of it. */
    ExchangeState toState() {
        return ExchangeState.newBuilder()
                .setMaintenance(maintenance)
                .setMessage(message)
                .setUntil(until)
                .setUpdatedAt(at)
                .build();
    }
}
