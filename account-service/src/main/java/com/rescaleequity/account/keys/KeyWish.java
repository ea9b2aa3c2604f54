package com.rescaleequity.account.keys;

import com.rescaleequity.platform.auth.Scope;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a key; null = nothing said.
 *
 * @param ipAllowList empty = from everywhere
 * @param expiresAt epoch ms, 0 = never
 */
public record KeyWish(
        @Nullable List<String> scopes,
        @Nullable List<String> ipAllowList,
        @Nullable Boolean requireSignature,
        @Nullable Integer minSignatureVersion,
        @Nullable Boolean allowQueryToken,
        @Nullable Long expiresAt) {

    private static final long LIFE_MILLIS = Duration.ofDays(90).toMillis();

    /** Whether nothing is asked for. */
    public boolean isEmpty() {
        return scopes == null
                && ipAllowList == null
                && requireSignature == null
                && minSignatureVersion == null
                && allowQueryToken == null
                && expiresAt == null;
    }

    /** The terms of a new key that nobody's key makes. */
    public KeyTerms asNew(long now) {
        return asNew(List.of(), 0, now);
    }

    /**
     * The terms of a new key that another one makes: from where and how long, where nothing is said
     * of it, it is at most as that one.
     */
    public KeyTerms asNew(KeyTerms maker, long now) {
        return asNew(maker.ipAllowList(), maker.expiresAt(), now);
    }

    private KeyTerms asNew(List<String> usualPlaces, long latest, long now) {
        List<String> may = scopes == null ? List.of("read", "trade") : scopes;
        List<String> places = ipAllowList == null ? usualPlaces : ipAllowList;
        return new KeyTerms(
                may,
                places,
                Boolean.TRUE.equals(requireSignature),
                minSignatureVersion == null ? 1 : minSignatureVersion,
                !Boolean.FALSE.equals(allowQueryToken),
                expiresAt == null ? usualExpiry(may, places, latest, now) : expiresAt);
    }

    // A key that trades from everywhere lapses, so that a forgotten one is not for ever.
    private static long usualExpiry(
            List<String> scopes, List<String> places, long latest, long now) {
        boolean lapses = scopes.contains("trade") && places.isEmpty();
        long usual = lapses ? now + LIFE_MILLIS : 0;
        return latest == 0 || (usual != 0 && usual < latest) ? usual : latest;
    }

    /** The terms of a key once they are changed as asked. */
    public KeyTerms over(KeyTerms before) {
        return new KeyTerms(
                scopes == null ? before.scopes() : scopes,
                ipAllowList == null ? before.ipAllowList() : ipAllowList,
                requireSignature == null ? before.requireSignature() : requireSignature,
                minSignatureVersion == null ? before.minSignatureVersion() : minSignatureVersion,
                allowQueryToken == null ? before.allowQueryToken() : allowQueryToken,
                expiresAt == null ? before.expiresAt() : expiresAt);
    }

    /** The same with the scopes in their usual order, and read, which every other one brings. */
    public KeyWish inOrder() {
        List<String> given = scopes;
        if (given == null) {
            return this;
        }
        List<String> ordered =
                Arrays.stream(Scope.values())
                        .filter(scope -> scope == Scope.READ || given.contains(scope.text()))
                        .map(Scope::text)
                        .toList();
        return new KeyWish(
                ordered,
                ipAllowList,
                requireSignature,
                minSignatureVersion,
                allowQueryToken,
                expiresAt);
    }
}
