package com.rescaleequity.platform.page;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An opaque place in a list. It works for a day, on every replica, and only with the filters and
 * the account that it was made for. It carries no authority: whose rows are read is not its matter.
 */
public final class PageCursor {

    private static final long LIFE_MILLIS = Duration.ofDays(1).toMillis();
    private static final int PRINT_BYTES = 8;

    private final PageQuery page;
    private final String filters;
    private final long now;

    /** The sort key of the last row of a page, two whole numbers. */
    public record Key(long first, long second) {}

    private PageCursor(PageQuery page, String filters, long now) {
        this.page = page;
        this.filters = filters;
        this.now = now;
    }

    /**
     * Cursors of one list.
     *
     * @param now epoch ms
     * @param filters the list's name, its account and whatever else must be the same on the next
     *     page, beside the page's own times and direction; of types whose texts tell them apart
     */
    public static PageCursor of(PageQuery page, long now, @Nullable Object... filters) {
        String all =
                Arrays.toString(filters)
                        + ("|" + page.startTime() + '|' + page.endTime() + '|' + page.ascending());
        return new PageCursor(page, fingerprint(all), now);
    }

    /** The cursor behind the row with this sort key. */
    String after(Key key) {
        String text = now + ":" + filters + ":" + key.first() + ":" + key.second();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Where the page before ended, null when the query asks for the first one.
     *
     * @throws ApiException INVALID_CURSOR when it is garbage, of other filters or too old
     */
    public @Nullable Key read() {
        if (page.cursor() == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(page.cursor());
            String[] parts = new String(bytes, StandardCharsets.US_ASCII).split(":", -1);
            if (parts.length == 4 && parts[1].equals(filters) && isFresh(parts[0])) {
                return new Key(Long.parseLong(parts[2]), Long.parseLong(parts[3]));
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
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(filters.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, PRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
