package com.rescaleequity.platform.auth;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.auth.WrappingKeys.WrappingKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Wraps HMAC secrets with AES-256-GCM under a key that lives outside the database. The additional
 * data binds a wrapped secret to its key id and account, so it cannot be moved to another row; the
 * wrapping key's id stands in front, so that several may be in use while one replaces another.
 */
@ApplicationScoped
public class SecretVault {

    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = 1 + WrappingKeys.ID_BYTES + NONCE_BYTES;

    private final WrappingKeys keys;
    private final SecureRandom random = new SecureRandom();

    public SecretVault(WrappingKeys keys) {
        this.keys = keys;
    }

    /**
     * The id of the wrapping key for what is wrapped now; it stands behind the first byte of that.
     */
    public byte[] newestKeyId() {
        return keys.newest().id().toByteArray();
    }

    /** Encrypts a secret: format, wrapping key's id, nonce, then ciphertext and tag. */
    public byte[] wrap(String secret, String keyId, long accountId) {
        WrappingKey key = keys.newest();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, keyId + ":" + accountId, plain);
        return ByteBuffer.allocate(HEAD_BYTES + sealed.length)
                .put(FORMAT)
                .put(key.id().asReadOnlyByteBuffer())
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** Decrypts a key's secret to its UTF-8 bytes. */
    public byte[] unwrap(byte[] wrapped, String keyId, long accountId) {
        ByteBuffer buffer = ByteBuffer.wrap(wrapped);
        if (wrapped.length < HEAD_BYTES || buffer.get() != FORMAT) {
            throw new IllegalStateException("There is no wrapped secret for key " + keyId);
        }
        WrappingKey key = keys.find(ByteString.copyFrom(buffer, WrappingKeys.ID_BYTES));
        if (key == null) {
            throw new IllegalStateException("The wrapping key of key " + keyId + " is not here");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return run(Cipher.DECRYPT_MODE, key, nonce, keyId + ":" + accountId, sealed);
    }

    private static byte[] run(
            int mode, WrappingKey key, byte[] nonce, String boundTo, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key.wrapping(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The wrapping key does not open " + boundTo, e);
        }
    }
}
