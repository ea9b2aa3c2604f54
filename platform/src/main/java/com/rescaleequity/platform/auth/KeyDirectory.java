package com.rescaleequity.platform.auth;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Where keys are looked up by the SHA-256 of their text, the only form in which they are kept. */
public interface KeyDirectory {

    /** The key with this hash, revoked ones included, or empty. */
    Uni<Optional<ApiKey>> find(byte[] hash);

    /** The same as far as is known here and now, empty when one would have to wait. */
    default Optional<ApiKey> findNow(byte[] hash) {
        return Optional.empty();
    }

    /** The key with this id as far as it is known here and now, revoked ones included. */
    default Optional<ApiKey> named(String keyId) {
        return Optional.empty();
    }
}
