package com.rescaleequity.platform.auth;

import com.google.protobuf.ByteString;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The keys that wrap API secrets and vouch for key records, from a file outside the database. The
 * first line's key is used for what is new, the others still open what was made with them: so a key
 * is replaced by putting a new line above it, everywhere, before anything is made with it.
 */
@ApplicationScoped
public class WrappingKeys {

    /** Bytes of a key's id. */
    static final int ID_BYTES = 4;

    private static final int KEY_BYTES = 32;
    private static final String SETTING = "exchange.secret-wrapping-key-file";

    private final List<WrappingKey> keys;

    /**
     * Reads the keys.
     *
     * @param keyFile a file with the base64 of 32 bytes, one a line
     */
    public WrappingKeys(@ConfigProperty(name = SETTING) String keyFile) {
        List<WrappingKey> read = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(Path.of(keyFile))) {
                if (!line.isBlank()) {
                    read.add(WrappingKey.of(decode(line.strip())));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + SETTING + ": " + keyFile, e);
        }
        if (read.isEmpty()) {
            throw new IllegalStateException(SETTING + " must hold the base64 of 32 bytes");
        }
        keys = List.copyOf(read);
    }

    /**
     * One key with what is derived from it.
     *
     * @param id tells keys apart and nothing about them
     * @param wrapping opens and closes secrets
     * @param vouching makes the MACs of key records
     */
    record WrappingKey(ByteString id, SecretKeySpec wrapping, SecretKeySpec vouching) {

        private static WrappingKey of(byte[] key) {
            byte[] id = Arrays.copyOf(hmac(key, "id of a wrapping key"), ID_BYTES);
            return new WrappingKey(
                    ByteString.copyFrom(id),
                    new SecretKeySpec(key, "AES"),
                    new SecretKeySpec(hmac(key, "records of account.keys"), "HmacSHA256"));
        }

        private static byte[] hmac(byte[] key, String purpose) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java has HmacSHA256", e);
            }
        }

        /** Names nothing that a log must not hold. */
        @Override
        public String toString() {
            return "WrappingKey[id=" + id.size() + " bytes]";
        }
    }

    /** A key for another purpose from each of the keys, the newest first. */
    public List<SecretKeySpec> derived(String purpose) {
        return keys.stream()
                .map(key -> WrappingKey.hmac(key.wrapping().getEncoded(), purpose))
                .map(key -> new SecretKeySpec(key, "HmacSHA256"))
                .toList();
    }

    /** The key for what is made now. */
    WrappingKey newest() {
        return keys.getFirst();
    }

    /** The key with an id, null when this process does not have it. */
    @Nullable WrappingKey find(ByteString id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst().orElse(null);
    }

    private static byte[] decode(String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // The cause would show characters of the key.
            key = new byte[0];
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException(SETTING + " must hold the base64 of 32 bytes");
        }
        return key;
    }
}
