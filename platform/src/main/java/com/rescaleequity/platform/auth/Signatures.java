package com.rescaleequity.platform.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two signature versions of the contract and the hash under which keys are known. */
public final class Signatures {

    private static final int HEX_LENGTH = 64;
    private static final int BASE64_LENGTH = 44;

    private Signatures() {}

    /** Version 1: HMAC-SHA256 over the body as sent. */
    public static byte[] version1(byte[] secret, byte[] body) {
        return hmac(secret, new byte[0], body);
    }

    /** Version 2: HMAC-SHA256 over timestamp, method, request target and body. */
    public static byte[] version2(
            byte[] secret, String timestamp, String method, String target, byte[] body) {
        return hmac(secret, head(timestamp, method, target), body);
    }

    /** Compares in constant time; the given text may be hex of any case or standard base64. */
    public static boolean matches(byte[] expected, String given) {
        try {
            return switch (given.length()) {
                case HEX_LENGTH -> MessageDigest.isEqual(expected, HexFormat.of().parseHex(given));
                case BASE64_LENGTH ->
                        MessageDigest.isEqual(expected, Base64.getDecoder().decode(given));
                default -> false;
            };
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** SHA-256 of an API key's text. */
    public static byte[] keyHash(String apiKey) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(apiKey.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What version 2 signs before the body: timestamp, method and request target. */
    static byte[] head(String timestamp, String method, String target) {
        return (timestamp + method + target).getBytes(StandardCharsets.UTF_8);
    }

    /** HMAC-SHA256 over a head and a body. */
    static byte[] hmac(byte[] secret, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(head);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
