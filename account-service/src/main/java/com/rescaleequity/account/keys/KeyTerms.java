package com.rescaleequity.account.keys;

import com.rescaleequity.platform.auth.IpRanges;
import java.util.List;

/**
 * What a key may do, and from where and how.
 *
 * @param scopes in the order shown
 * @param ipAllowList addresses and ranges; empty = from everywhere
 * @param minSignatureVersion 1 or 2
 * @param allowQueryToken whether it may stand in a query
 * @param expiresAt epoch ms, 0 = never
 */
public record KeyTerms(
        List<String> scopes,
        List<String> ipAllowList,
        boolean requireSignature,
        int minSignatureVersion,
        boolean allowQueryToken,
        long expiresAt) {

    /** A key with nothing special about it. */
    public static KeyTerms plain(List<String> scopes, long expiresAt) {
        return new KeyTerms(scopes, List.of(), false, 1, true, expiresAt);
    }

    /** Whether it may move value out or widen access, though anybody who finds it may use it. */
    public boolean opensTooMuch() {
        return ipAllowList.isEmpty() && (scopes.contains("withdraw") || scopes.contains("manage"));
    }

    /** Whether it may do more, from more places or for longer than another. */
    public boolean isWiderThan(KeyTerms other) {
        return !other.scopes.containsAll(scopes)
                || isFromMorePlacesThan(other)
                || isLongerThan(other);
    }

    private boolean isFromMorePlacesThan(KeyTerms other) {
        return !other.ipAllowList.isEmpty()
                && (ipAllowList.isEmpty()
                        || !ipAllowList.stream()
                                .allMatch(range -> IpRanges.covers(other.ipAllowList, range)));
    }

    private boolean isLongerThan(KeyTerms other) {
        return other.expiresAt != 0 && (expiresAt == 0 || expiresAt > other.expiresAt);
    }
}
