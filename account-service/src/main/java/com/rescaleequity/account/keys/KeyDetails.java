package com.rescaleequity.account.keys;

/**
 * A key as its owner may see it.
 *
 * @param state active or revoked
 * @param signatureType hmac-sha256 or ed25519
 * @param createdAt epoch ms
 * @param lastUsedAt epoch ms, to the minute; 0 = never
 * @param lastUsedIp empty = never
 */
public record KeyDetails(
        String keyId,
        String label,
        KeyTerms terms,
        String signatureType,
        String state,
        long createdAt,
        long lastUsedAt,
        String lastUsedIp) {}
