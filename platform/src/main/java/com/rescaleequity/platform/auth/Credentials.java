package com.rescaleequity.platform.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a request carries to identify itself, as sent; null = header absent.
 *
 * @param authorization the whole Authorization header
 * @param target path with query as sent, for version 2 signatures
 * @param body the raw body, empty when there is none
 */
public record Credentials(
        @Nullable String authorization,
        @Nullable String apiKey,
        @Nullable String signature,
        @Nullable String timestamp,
        @Nullable String receiveWindow,
        @Nullable String signatureVersion,
        String method,
        String target,
        byte[] body,
        @Nullable String clientIp) {

    /** Whether there is nothing that could identify anybody. */
    public boolean isEmpty() {
        return authorization == null && apiKey == null && signature == null;
    }

    /** Names nothing that a log must not hold. */
    @Override
    public String toString() {
        return "Credentials[method=" + method + ", clientIp=" + clientIp + "]";
    }
}
