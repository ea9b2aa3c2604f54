package com.rescaleequity.platform.auth;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Short tokens, which stand for a key where an address may end up in somebody's log. A token is the
 * key's id and the token's end, sealed under the wrapping key: whoever has that key opens it, and
 * nothing is kept of tokens that nobody uses. That each is used once is {@link TokenClaims}' part.
 */
@ApplicationScoped
public class ShortTokens {

    /** How long a token may be used. */
    public static final Duration LIFE = Duration.ofSeconds(60);

    private static final String PREFIX = "wst_";
    private static final String SUBJECT = "short token";
    private static final int LONGEST = 512;
    private static final long AHEAD_MILLIS = 10_000;

    private final SecretVault vault;
    private final Clock clock;

    public ShortTokens(SecretVault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * A new token.
     *
     * @param expiresAt epoch ms
     */
    public record ShortToken(String token, long expiresAt) {

        /** Names nothing that a log must not hold. */
        @Override
        public String toString() {
            return "ShortToken[expiresAt=" + expiresAt + "]";
        }
    }

    /** A token that stands for a key for a minute. */
    public ShortToken issue(ApiKey key) {
        long expiresAt = clock.millis() + LIFE.toMillis();
        byte[] sealed = vault.wrap(expiresAt + " " + key.keyId(), SUBJECT, 0);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        return new ShortToken(text, expiresAt);
    }

    /** Whether a text is meant to be such a token. */
    public static boolean isMeant(String text) {
        return text.startsWith(PREFIX);
    }

    /**
     * The id of the key that a token stands for.
     *
     * @throws ApiException INVALID_API_KEY when nobody has issued it, API_KEY_EXPIRED after its end
     */
    public String keyId(String token) {
        String content = open(token);
        int gap = content == null ? -1 : content.indexOf(' ');
        if (content == null || gap < 0) {
            throw invalid();
        }
        long left = Long.parseLong(content.substring(0, gap)) - clock.millis();
        if (left <= 0) {
            throw new ApiException(ErrorCode.API_KEY_EXPIRED, "The token has expired.");
        }
        if (left > LIFE.toMillis() + AHEAD_MILLIS) {
            // Of a clock that is ahead: it would outlive the memory of who has used it.
            throw invalid();
        }
        return content.substring(gap + 1);
    }

    /** The refusal of a token that is none, or that was used. */
    public static ApiException invalid() {
        return new ApiException(
                ErrorCode.INVALID_API_KEY, "The token is not valid, or was used already.");
    }

    private @Nullable String open(String token) {
        if (token.length() > LONGEST) {
            return null;
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
            return new String(vault.unwrap(sealed, SUBJECT, 0), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // No base64, or nothing that a wrapping key of ours has sealed.
            return null;
        }
    }
}
