package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.json.Json;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** What is known about the call in hand: who makes it and how it wants its numbers. */
@RequestScoped
public class CallContext {

    private @Nullable Caller caller;
    private String requestId = "";
    private String clientIp = "";
    private Json json = Json.NUMBERS;
    private boolean replayed;

    /** The authenticated caller; only in methods that need a key. */
    public Caller caller() {
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
        return caller;
    }

    public String requestId() {
        return requestId;
    }

    public String clientIp() {
        return clientIp;
    }

    /** The writer for the number format that the call asked for. */
    public Json json() {
        return json;
    }

    /** Notes that the answer is the one that the request's first sending got. */
    public void markReplayed() {
        replayed = true;
    }

    boolean isReplayed() {
        return replayed;
    }

    void begin(String requestId, String clientIp, Json json) {
        this.requestId = requestId;
        this.clientIp = clientIp;
        this.json = json;
    }

    void identify(Caller caller) {
        this.caller = caller;
    }
}
