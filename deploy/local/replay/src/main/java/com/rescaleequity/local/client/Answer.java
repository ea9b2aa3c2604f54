package com.rescaleequity.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What the exchange answered.
 *
 * @param status the HTTP status
 * @param body the envelope
 * @param whole false when it may lack something that was done before it was asked for
 */
public record Answer(int status, JsonNode body, boolean whole) {

    /** An answer that nobody gave. */
    public static Answer none(int status) {
        return new Answer(status, MissingNode.getInstance(), true);
    }

    /** Whether it did what was asked. */
    public boolean ok() {
        return status == 200;
    }

    /** The envelope's data. */
    public JsonNode data() {
        return body.path("data");
    }

    /** The error's code, empty if there is none. */
    public String errorCode() {
        return body.path("error").path("code").asText("");
    }

    /** The error's machine-readable part. */
    public JsonNode details() {
        return body.path("error").path("details");
    }

    /** 503 and 429 promise that nothing was done, so the same may be sent again. */
    public boolean notDone() {
        return status == 503 || status == 429;
    }

    /** Nobody knows whether it was done. */
    public boolean unknown() {
        return status >= 500 && status != 503;
    }
}
