package com.rescaleequity.account.keys;

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
}
