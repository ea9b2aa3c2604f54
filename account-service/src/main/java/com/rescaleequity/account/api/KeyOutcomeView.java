package com.rescaleequity.account.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.rescaleequity.account.keys.IssuedKey;
import com.rescaleequity.account.keys.KeyDesk.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What became of a key.
 *
 * @param apiKey of a new key, shown this once; else missing
 * @param apiSecret likewise; null where the owner signs with a private key of his own
 * @param pending true while some service has yet to learn of it; else missing
 */
public record KeyOutcomeView(
        @JsonUnwrapped KeyView key,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String apiKey,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String apiSecret,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean pending) {

    static KeyOutcomeView of(Outcome outcome, boolean pending, long now) {
        IssuedKey secrets = outcome.secrets();
        return new KeyOutcomeView(
                KeyView.of(outcome.key(), now),
                secrets == null ? null : secrets.apiKey(),
                secrets == null ? null : secrets.apiSecret(),
                pending ? true : null);
    }

    /** Names nothing that a log must not hold. */
    @Override
    public String toString() {
        return "KeyOutcomeView[" + key.keyId() + "]";
    }
}
