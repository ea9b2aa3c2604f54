package com.rescaleequity.platform.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Wraps HMAC secrets with AES-256-GCM under a key that lives outside the database. The additional
 * data binds a wrapped secret to its key id and account, so it cannot be moved to another row.
 */
@ApplicationScoped
public class SecretVault {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec wrappingKey;
    private final SecureRandom random = new SecureRandom();

    /**
     * Reads the wrapping key.
     *
     * @param keyFile a file with the base64 of 32 bytes
     */
    public SecretVault(@ConfigProperty(name = "exchange.secret-wrapping-key-file") String keyFile) {
        try {
            wrappingKey = new SecretKeySpec(decode(Files.readString(Path.of(keyFile))), "AES");
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Cannot read exchange.secret-wrapping-key-file: " + keyFile, e);
        }
    }

    private static byte[] decode(String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            // The cause would show characters of the key.
            key = new byte[0];
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException(
                    "exchange.secret-wrapping-key-file must hold the base64 of 32 bytes");
        }
        return key;
    }

    /** Encrypts a secret: nonce, then ciphertext and tag. */
    public byte[] wrap(String secret, String keyId, long accountId) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed =
                run(
                        Cipher.ENCRYPT_MODE,
                        nonce,
                        keyId,
                        accountId,
                        secret.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    }

    /** Decrypts a key's secret to its UTF-8 bytes. */
    public byte[] unwrap(byte[] wrapped, String keyId, long accountId) {
        if (wrapped.length < NONCE_BYTES) {
            throw new IllegalStateException("There is no wrapped secret for key " + keyId);
        }
        ByteBuffer buffer = ByteBuffer.wrap(wrapped);
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return run(Cipher.DECRYPT_MODE, nonce, keyId, accountId, sealed);
    }

    private byte[] run(int mode, byte[] nonce, String keyId, long accountId, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, wrappingKey, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((keyId + ":" + accountId).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The wrapping key does not open key " + keyId, e);
        }
    }
}
