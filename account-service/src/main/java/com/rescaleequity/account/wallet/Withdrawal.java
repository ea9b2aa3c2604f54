package com.rescaleequity.account.wallet;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Money on its way out of an account. */
@Entity
@Table(name = "withdrawal")
public class Withdrawal extends PanacheEntityBase {

    /** What its references in the journal and its public ids begin with. */
    public static final String PREFIX = "w_";

    static final String NOT_NEEDED = "none";
    static final String WAITING = "waiting";

    /** Of the sequence of all transfers, drawn before the order to the core names it. */
    @Id public long transferNumber;

    public long accountId;
    public String asset = "";
    public String network = "";
    public String address = "";

    /** Empty = none. */
    public String memo = "";

    /** Of the address when the withdrawal was made. */
    public String label = "";

    /** Units, with the fee in it. */
    public long amount;

    /** Units. */
    public long fee;

    /** What counts against the day's limit: units of the account currency. */
    public long countedValue;

    public String requestId = "";

    /** Text of a {@link State}. */
    public String state = State.REQUESTED.text();

    /** none, waiting, or who approved or refused it. */
    public String approval = NOT_NEEDED;

    /** Why it failed or waits; empty = no reason. */
    public String reason = "";

    public String txId = "";

    /** The outbox's message that orders the core to take the money. */
    public long messageId;

    /** The one that orders it to give the money back. */
    public @Nullable Long returnMessageId;

    /** Epoch ms. */
    public long createdAt;

    /** Epoch ms. */
    public long updatedAt;

    /** Epoch ms, 0 = not. */
    public long completedAt;

    /** How far it has come. */
    public enum State {
        /** The core has not answered. */
        REQUESTED,
        /** The account has paid; nothing has gone out. */
        PENDING,
        /** The settlement provider has it. */
        PROCESSING,
        /** It has arrived. */
        COMPLETED,
        /** It has not: refused by the core, or given back. */
        FAILED,
        /** Taken back by its owner. */
        CANCELLED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The withdrawal, locked until the transaction ends; null when there is none. */
    static Uni<@Nullable Withdrawal> locked(long number) {
        return findById(number, LockModeType.PESSIMISTIC_WRITE);
    }

    State state() {
        return State.valueOf(state.toUpperCase(Locale.ROOT));
    }

    void setState(State next, long now) {
        state = next.text();
        updatedAt = now;
    }

    /** The public id, which is also the reference in the journal. */
    public String transferId() {
        return PREFIX + transferNumber;
    }
}
