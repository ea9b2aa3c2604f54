package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Admitted;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.json.Json;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** What is known about the call in hand: who makes it and how it wants its numbers. */
@RequestScoped
public class CallContext {

    private Admitted admitted = new Admitted("", "", Json.NUMBERS, null);
    private boolean replayed;

    /** The authenticated caller; only in methods that need a key. */
    public Caller caller() {
        Caller caller = admitted.caller();
        if (caller == null) {
            throw new IllegalStateException("This call is open: it has no caller");
        }
        return caller;
    }

    /** The caller's account number. */
    public long accountId() {
        return caller().accountId();
    }

    /** The caller where there is one. */
    public @Nullable Caller callerOrNull() {
        return admitted.caller();
    }

    /** All of it, for those who stand behind other ways in too. */
    public Admitted admitted() {
        return admitted;
    }

    public String clientIp() {
        return admitted.clientIp();
    }

    /** The writer for the number format that the call asked for. */
    public Json json() {
        return admitted.json();
    }

    /** Notes that the answer is the one that the request's first sending got. */
    public void markReplayed() {
        replayed = true;
    }

    boolean isReplayed() {
        return replayed;
    }

    void enter(Admitted request) {
        admitted = request;
    }
}
