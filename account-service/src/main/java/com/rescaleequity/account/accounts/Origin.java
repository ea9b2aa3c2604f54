package com.rescaleequity.account.accounts;

/**
 * Where an action comes from, for the audit trail.
 *
 * @param actor operator, sandbox, or an account's public id
 * @param address the peer's IP address
 */
public record Origin(String actor, String address) {}
