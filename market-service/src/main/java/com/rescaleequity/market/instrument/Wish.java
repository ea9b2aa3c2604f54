package com.rescaleequity.market.instrument;

/**
 * Whose wish a change is, for the audit trail.
 *
 * @param actor the operator's name
 * @param address where the operator called from
 * @param reason why
 * @param requestId the operator's name for the change; the same one again changes nothing more
 */
public record Wish(String actor, String address, String reason, String requestId) {}
