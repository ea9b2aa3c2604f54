package com.rescaleequity.platform.auth;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Signatures of keys whose private half their owners keep (RFC 8032), checked by the JDK. */
public final class Ed25519 {

    private static final String NAME = "Ed25519";
    private static final int RAW_BYTES = 32;
    private static final int HEX_LENGTH = 128;
    private static final int BASE64_LENGTH = 88;

    /** What stands before the 32 bytes in an X.509 SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /** Whether this is the base64 of a public key: its 32 bytes, or these as X.509 writes them. */
    public static boolean isPublicKey(String base64) {
        try {
            var _ = publicKey(base64);
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a signature, in hex or base64, is one of the key over these pieces. */
    static boolean verifies(byte[] base64Key, String signature, byte[]... pieces) {
        try {
            Signature verifier = Signature.getInstance(NAME);
            verifier.initVerify(
                    publicKey(new String(base64Key, java.nio.charset.StandardCharsets.US_ASCII)));
            for (byte[] piece : pieces) {
                verifier.update(piece);
            }
            return verifier.verify(bytes(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] bytes(String signature) {
        return switch (signature.length()) {
            case HEX_LENGTH -> HexFormat.of().parseHex(signature);
            case BASE64_LENGTH -> Base64.getDecoder().decode(signature);
            default -> throw new IllegalArgumentException("No Ed25519 signature has this length");
        };
    }

    private static PublicKey publicKey(String base64) throws GeneralSecurityException {
        byte[] given = Base64.getDecoder().decode(base64);
        byte[] encoded = given;
        if (given.length == RAW_BYTES) {
            encoded = new byte[HEAD.length + RAW_BYTES];
            System.arraycopy(HEAD, 0, encoded, 0, HEAD.length);
            System.arraycopy(given, 0, encoded, HEAD.length, RAW_BYTES);
        }
        return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
    }
}
