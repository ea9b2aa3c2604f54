package com.rescaleequity.account.accounts;

/**
 * Where an action comes from, for the audit trail.
 *
 * @param actor an operator's name, "sandbox", or an account's public id
 * @param address the peer's IP address
 * @param reason why an operator does it; empty for others
 * @param requestId the operator's name for the action; empty for others
 */
public record Origin(String actor, String address, String reason, String requestId) {

    /** Of an action that nobody has to give reasons for. */
    public static Origin of(String actor, String address) {
        return new Origin(actor, address, "", "");
    }
}
