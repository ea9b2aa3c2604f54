package com.rescaleequity.account.api;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An opaque place in a list. It works for a day, and only with the filters and the account that it
 * was made for.
 */
final class PageCursor {

    private static final long LIFE_MILLIS = Duration.ofDays(1).toMillis();

    private final String filters;
    private final long now;

    /**
     * Cursors of one list.
     *
     * @param filters everything that must be the same on the next page
     */
    PageCursor(String filters, long now) {
        this.filters = fingerprint(filters);
        this.now = now;
    }

    /** The cursor behind the row with this sort key of whole numbers. */
    String after(long first, long second) {
        String text = now + ":" + filters + ":" + first + ":" + second;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The sort key in a cursor, null when none is given. */
    long @Nullable [] read(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String[] parts = new String(bytes, StandardCharsets.US_ASCII).split(":", -1);
            if (parts.length == 4 && parts[1].equals(filters) && isFresh(parts[0])) {
                return new long[] {Long.parseLong(parts[2]), Long.parseLong(parts[3])};
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    private boolean isFresh(String madeAt) {
        long age = now - Long.parseLong(madeAt);
        return age <= LIFE_MILLIS;
    }

    private static ApiException invalid() {
        return ApiException.ofField(
                "cursor",
                ErrorCode.INVALID_CURSOR,
                "is not a cursor of this list with these filters, or is older than a day.");
    }

    private static String fingerprint(String filters) {
        byte[] hash = com.rescaleequity.platform.auth.Signatures.keyHash(filters);
        return HexFormat.of().formatHex(hash, 0, 8);
    }
}
