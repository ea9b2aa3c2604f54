package com.rescaleequity.platform.auth;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The key of the operator's calls, from a file. Without a file nobody is an operator. */
@ApplicationScoped
public class OperatorKey {

    private static final String BEARER = "Bearer ";

    private final byte @Nullable [] hash;

    public OperatorKey(@ConfigProperty(name = "exchange.operator-key-file") Optional<String> file) {
        hash = file.map(OperatorKey::read).orElse(null);
    }

    private static byte[] read(String file) {
        try {
            String key = Files.readString(Path.of(file)).strip();
            if (key.isEmpty()) {
                throw new IllegalStateException("exchange.operator-key-file is empty: " + file);
            }
            return Signatures.keyHash(key);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read exchange.operator-key-file: " + file, e);
        }
    }

    /** Refuses whoever does not present the key; takes the same time for every wrong one. */
    public void require(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            throw new ApiException(
                    ErrorCode.AUTHENTICATION_REQUIRED, "Send Authorization: Bearer OPERATOR_KEY.");
        }
        byte[] presented = Signatures.keyHash(authorization.substring(BEARER.length()).strip());
        if (hash == null || !MessageDigest.isEqual(hash, presented)) {
            throw new ApiException(ErrorCode.INVALID_API_KEY, "The operator key is not valid.");
        }
    }
}
