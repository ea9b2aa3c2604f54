package com.rescaleequity.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.auth.Authenticator.Signing;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.protocol.account.AccountState;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.account.KeyState;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

    private static final long NOW = 1_760_000_000_000L;
    private static final String KEY = "rsk_key";
    private static final String SECRET = "test-secret";
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final String TARGET = "/api/v1/orders/create";

    @TempDir Path folder;
    private SecretVault vault;
    private KeyRecord.Builder record;

    /** What a call carries; the test changes what it is about. */
    private static final class Call {
        String authorization;
        String apiKey;
        String signature;
        String timestamp;
        String receiveWindow;
        String version;
        String method = "POST";
        byte[] body = BODY;
        String ip = "203.0.113.7";

        Credentials credentials() {
            return new Credentials(
                    authorization,
                    apiKey,
                    signature,
                    timestamp,
                    receiveWindow,
                    version,
                    method,
                    TARGET,
                    body,
                    ip);
        }
    }

    @BeforeEach
    void makeKey() throws IOException {
        Path file = folder.resolve("wrapping.key");
        Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]));
        vault = new SecretVault(new WrappingKeys(file.toString()));
        record =
                KeyRecord.newBuilder()
                        .setKeyId("k_1")
                        .setAccountId(51)
                        .setWrappedSecret(ByteString.copyFrom(vault.wrap(SECRET, "k_1", 51)))
                        .addScopes("read")
                        .addScopes("trade")
                        .setMinSignatureVersion(1)
                        .setState(KeyState.KEY_ACTIVE)
                        .setAccountState(AccountState.ACCOUNT_ACTIVE)
                        .setTier("standard");
    }

    @Test
    void aBearerKeyIdentifiesItsAccount() {
        Caller caller = admit(bearer(), false);

        assertThat(caller.accountId()).isEqualTo(51);
        assertThat(caller.signed()).isFalse();
        assertThat(caller.key().scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.TRADE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer rsk_key", "BEARER rsk_key", "Bearer   rsk_key "})
    void theBearerSchemeIsReadGenerously(String header) {
        Call call = bearer();
        call.authorization = header;

        assertThat(admit(call, false).accountId()).isEqualTo(51);
    }

    @Test
    void aSignatureIdentifiesItsAccountToo() {
        assertThat(admit(signed(), true).signed()).isTrue();
    }

    @Test
    void bothFormsWithTheSameKeyAreFine() {
        Call call = signed();
        call.authorization = "Bearer " + KEY;

        assertThat(admit(call, true).signed()).isTrue();
    }

    @Test
    void aBearerKeyMayBeSignedWithoutTheKeyHeader() {
        Call call = signed();
        call.authorization = "Bearer " + KEY;
        call.apiKey = null;

        assertThat(admit(call, true).signed()).isTrue();
    }

    @Test
    void nothingAtAllIsAuthenticationRequired() {
        assertThat(refusal(new Call(), false).code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
        assertThat(new Call().credentials().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic abc", "Bearer", "", "rsk_key"})
    void anotherSchemeIsAuthenticationRequired(String header) {
        Call call = new Call();
        call.authorization = header;

        assertThat(refusal(call, false).code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    }

    @Test
    void aSignatureWithoutAKeyIsAuthenticationRequired() {
        Call call = signed();
        call.apiKey = null;

        assertThat(refusal(call, false).code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    }

    @Test
    void unknownAndRevokedKeysGetTheSameAnswer() {
        // Given
        Call unknown = bearer();
        unknown.authorization = "Bearer other";
        ApiException ofUnknown = refusal(unknown, false);
        record.setState(KeyState.KEY_REVOKED);

        // When
        ApiException ofRevoked = refusal(bearer(), false);

        // Then
        assertThat(ofRevoked.code()).isEqualTo(ErrorCode.INVALID_API_KEY);
        assertThat(ofUnknown.code()).isEqualTo(ofRevoked.code());
        assertThat(ofUnknown.getMessage()).isEqualTo(ofRevoked.getMessage());
        assertThat(ofUnknown.details()).isEqualTo(ofRevoked.details());
    }

    @Test
    void aKeyOfUnknownStateIsRefused() {
        record.setStateValue(99);
        assertThat(refusal(bearer(), false).code()).isEqualTo(ErrorCode.INVALID_API_KEY);

        record.clearState();
        assertThat(refusal(bearer(), false).code()).isEqualTo(ErrorCode.INVALID_API_KEY);
    }

    @Test
    void anUnknownScopeGivesNothing() {
        record.clearScopes().addScopes("everything").addScopes("manage");

        assertThat(admit(bearer(), false).key().scopes())
                .containsExactlyInAnyOrder(Scope.READ, Scope.MANAGE);
    }

    @Test
    void aKeyExpiresAtItsTime() {
        record.setExpiresAt(NOW + 1);
        assertThat(admit(bearer(), false).accountId()).isEqualTo(51);

        record.setExpiresAt(NOW);
        assertThat(refusal(bearer(), false).code()).isEqualTo(ErrorCode.API_KEY_EXPIRED);
    }

    @Test
    void aKeyWorksFromItsAddressesOnly() {
        record.addIpAllowList("203.0.113.0/24");
        assertThat(admit(bearer(), false).accountId()).isEqualTo(51);

        Call elsewhere = bearer();
        elsewhere.ip = "198.51.100.1";
        ApiException refusal = refusal(elsewhere, false);
        assertThat(refusal.code()).isEqualTo(ErrorCode.IP_NOT_ALLOWED);
        assertThat(refusal.details()).containsEntry("ip", "198.51.100.1");
    }

    @Test
    void aSuspendedAccountMayOnlyRead() {
        record.setAccountState(AccountState.ACCOUNT_SUSPENDED);

        ApiKey key = ApiKey.of(record.build());
        Authenticator.requireScope(key, Scope.READ);
        assertThat(admit(bearer(), false).accountId()).isEqualTo(51);
        assertThat(token(KEY, "203.0.113.9").accountId()).isEqualTo(51);
        authenticator().readmit(key, "203.0.113.9");
        for (Scope more : List.of(Scope.TRADE, Scope.WITHDRAW, Scope.MANAGE)) {
            assertThatThrownBy(() -> Authenticator.requireScope(key, more))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCOUNT_SUSPENDED));
        }
    }

    @Test
    void theSignatureIsCheckedBeforeAddressAndAccount() {
        record.addIpAllowList("198.51.100.1").setAccountState(AccountState.ACCOUNT_SUSPENDED);
        Call call = signed();
        call.signature = "00".repeat(32);

        assertThat(refusal(call, true).code()).isEqualTo(ErrorCode.INVALID_SIGNATURE);
    }

    @Test
    void differentKeysInBothFormsAreAMismatch() {
        Call call = signed();
        call.authorization = "Bearer other";

        assertThat(refusal(call, false).code()).isEqualTo(ErrorCode.KEY_MISMATCH);
    }

    @Test
    void theKeyHeaderAloneNeedsASignature() {
        Call call = new Call();
        call.apiKey = KEY;
        call.timestamp = Long.toString(NOW);

        assertThat(refusal(call, false).code()).isEqualTo(ErrorCode.SIGNATURE_REQUIRED);
    }

    @Test
    void aSensitiveCallNeedsASignature() {
        assertThat(refusal(bearer(), true).code()).isEqualTo(ErrorCode.SIGNATURE_REQUIRED);
    }

    @Test
    void aKeyMayDemandSignaturesEverywhere() {
        record.setRequireSignature(true);

        assertThat(refusal(bearer(), false).code()).isEqualTo(ErrorCode.SIGNATURE_REQUIRED);
        assertThat(admit(signed(), false).signed()).isTrue();
    }

    @Test
    void openCallsNeedNoSignatureWhateverTheKeyDemands() {
        record.setRequireSignature(true);
        Call empty = signed();
        empty.body = new byte[0];
        empty.signature = hex(Signatures.version1(secret(), empty.body));
        Call wrong = signed();
        wrong.signature = "00".repeat(32);

        assertThat(admit(bearer(), Signing.NOBODY).signed()).isFalse();
        assertThat(admit(empty, Signing.NOBODY).signed()).isTrue();
        assertThat(
                        catchThrowableOfType(ApiException.class, () -> admit(wrong, Signing.NOBODY))
                                .code())
                .isEqualTo(ErrorCode.INVALID_SIGNATURE);
    }

    @Test
    void aSignatureThatIsPresentIsVerifiedWhereNoneIsNeeded() {
        Call call = signed();
        call.authorization = "Bearer " + KEY;
        call.signature = "00".repeat(32);

        assertThat(refusal(call, false).code()).isEqualTo(ErrorCode.INVALID_SIGNATURE);
    }

    @Test
    void oneFlippedByteOfTheBodyIsInvalid() {
        for (int i = 0; i < BODY.length; i++) {
            Call call = signed();
            call.body = BODY.clone();
            call.body[i] ^= 1;
            assertThat(refusal(call, false).code()).isEqualTo(ErrorCode.INVALID_SIGNATURE);
        }
    }

    @Test
    void anEmptyBodyIsSignedAsNoBytes() {
        Call call = signed();
        call.body = new byte[0];
        call.signature = hex(Signatures.version1(secret(), new byte[0]));

        assertThat(admit(call, true).signed()).isTrue();
    }

    @Test
    void versionTwoCoversTimeMethodAndTarget() {
        Call call = signed();
        call.version = "2";
        call.signature =
                hex(Signatures.version2(secret(), Long.toString(NOW), "POST", TARGET, BODY));
        assertThat(admit(call, true).signed()).isTrue();

        call.timestamp = Long.toString(NOW - 1);
        assertThat(refusal(call, true).code()).isEqualTo(ErrorCode.INVALID_SIGNATURE);
    }

    @Test
    void aKeyMayDemandVersionTwo() {
        record.setMinSignatureVersion(2);

        assertThat(refusal(signed(), true).code()).isEqualTo(ErrorCode.INVALID_SIGNATURE);
        Call call = signed();
        call.version = "2";
        call.signature =
                hex(Signatures.version2(secret(), Long.toString(NOW), "POST", TARGET, BODY));
        assertThat(admit(call, true).signed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "", "two"})
    void anUnknownSignatureVersionIsInvalid(String version) {
        Call call = signed();
        call.version = version;

        assertThat(refusal(call, true).code()).isEqualTo(ErrorCode.INVALID_SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({
        "5000, -5000, true",
        "5000, -5001, false",
        "5000, 999, true",
        "5000, 1000, false",
        "1, -1, true",
        "1, -2, false",
        "60000, -60000, true",
        "60000, -60001, false"
    })
    void theWindowIncludesItsPastEdgeAndExcludesItsFutureEdge(
            String window, long offset, boolean accepted) {
        Call call = signed();
        call.receiveWindow = window;
        call.timestamp = Long.toString(NOW + offset);

        if (accepted) {
            assertThat(admit(call, true).signed()).isTrue();
        } else {
            assertThat(refusal(call, true).code()).isEqualTo(ErrorCode.TIMESTAMP_OUT_OF_WINDOW);
        }
    }

    @Test
    void theWindowIsFiveSecondsByDefaultAndTheRefusalTellsTheTime() {
        Call call = signed();
        call.timestamp = Long.toString(NOW - 5000);
        assertThat(admit(call, true).signed()).isTrue();

        call.timestamp = Long.toString(NOW - 40_000);
        ApiException refusal = refusal(call, true);
        assertThat(refusal.getMessage())
                .isEqualTo("X-Timestamp is 40000 ms behind; window is 5000 ms.");
        assertThat(refusal.details())
                .containsExactly(
                        Map.entry("serverTime", NOW),
                        Map.entry("timestamp", NOW - 40_000),
                        Map.entry("recvWindow", 5000L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "60001", "-1", "", "5s", "99999999999999999999"})
    void aWindowOutOfBoundsIsRefused(String window) {
        Call call = signed();
        call.receiveWindow = window;

        ApiException refusal = refusal(call, true);
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_TIMESTAMP);
        assertThat(refusal.details()).isEqualTo(clocks(NOW, 5000L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1", "1.5", "99999999999999999999", "１"})
    void aTimestampThatIsNoneIsRefusedWithBothClocks(String timestamp) {
        Call call = signed();
        call.timestamp = timestamp;
        call.receiveWindow = "7000";

        ApiException refusal = refusal(call, true);
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_TIMESTAMP);
        assertThat(refusal.details()).isEqualTo(clocks(timestamp, 7000L));
    }

    @Test
    void aLongTimestampIsNotRepeatedWhole() {
        Call call = signed();
        call.timestamp = "x".repeat(1000);
        call.receiveWindow = "y";

        assertThat(refusal(call, true).details()).isEqualTo(clocks("x".repeat(64), 5000L));
    }

    @Test
    void aMissingTimestampIsRefused() {
        Call call = signed();
        call.timestamp = null;

        ApiException refusal = refusal(call, true);
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_TIMESTAMP);
        assertThat(refusal.details()).isEqualTo(clocks(null, 5000L));
    }

    @Test
    void theTimestampOfAnUnsignedCallIsIgnored() {
        Call call = bearer();
        call.timestamp = "1";
        call.receiveWindow = "x";

        assertThat(admit(call, false).signed()).isFalse();
    }

    @Test
    void aSignatureTellsUntilWhenItsCallMayTakeEffect() {
        Call call = signed();
        call.receiveWindow = "2000";

        Caller.Signature signature = admit(call, true).signature();

        assertThat(signature).isEqualTo(new Caller.Signature(1, NOW, 2_000));
        assertThat(signature.validUntil()).isEqualTo(NOW + 2_000);
        ApiException late = Authenticator.outOfWindow(signature, NOW + 2_500);
        assertThat(late.code()).isEqualTo(ErrorCode.TIMESTAMP_OUT_OF_WINDOW);
        assertThat(late.details())
                .isEqualTo(
                        Map.of("serverTime", NOW + 2_500, "timestamp", NOW, "recvWindow", 2_000L));
    }

    @Test
    void theSignatureOfAnEmptyBodyOpensNothingThatChangesSomething() {
        record.setRequireSignature(true);
        Call call = signed();
        call.body = new byte[0];
        call.signature = hex(Signatures.version1(secret(), call.body));

        assertThat(refusal(call, false).code()).isEqualTo(ErrorCode.INVALID_TIMESTAMP);
        call.method = "DELETE";
        assertThat(refusal(call, false).code()).isEqualTo(ErrorCode.SIGNATURE_REQUIRED);
        call.method = "GET";
        assertThat(admit(call, false).mustDateBody()).isTrue();
    }

    @Test
    void aSignatureOfTheWholeRequestNeedsNoDateInTheBody() {
        record.setRequireSignature(true);
        Call call = signed();
        call.method = "DELETE";
        call.version = "2";
        call.signature =
                hex(Signatures.version2(secret(), call.timestamp, "DELETE", TARGET, call.body));

        assertThat(admit(call, false).mustDateBody()).isFalse();
    }

    @Test
    void anotherKeyMaySignAnEmptyBodyAsBefore() {
        Call call = signed();
        call.body = new byte[0];
        call.signature = hex(Signatures.version1(secret(), call.body));

        assertThat(admit(call, false).mustDateBody()).isFalse();
    }

    @Test
    void aQueryTokenPassesTheSameKeyChecks() {
        assertThat(token(KEY, "203.0.113.7").keyId()).isEqualTo("k_1");
        assertThat(tokenRefusal("other").code()).isEqualTo(ErrorCode.INVALID_API_KEY);
        record.setExpiresAt(1);
        assertThat(tokenRefusal(KEY).code()).isEqualTo(ErrorCode.API_KEY_EXPIRED);
        record.clearExpiresAt().addIpAllowList("10.0.0.1");
        assertThat(tokenRefusal(KEY).code()).isEqualTo(ErrorCode.IP_NOT_ALLOWED);
    }

    @Test
    void aMissingScopeIsNamed() {
        ApiKey key = ApiKey.of(record.build());

        Authenticator.requireScope(key, Scope.READ);
        ApiException refusal =
                catchThrowableOfType(
                        ApiException.class, () -> Authenticator.requireScope(key, Scope.WITHDRAW));

        assertThat(refusal.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(refusal.details()).containsEntry("requiredScope", "withdraw");
    }

    @Test
    void credentialsDoNotShowTheirSecretsInLogs() {
        Call call = signed();
        call.authorization = "Bearer " + KEY;

        assertThat(call.credentials().toString()).doesNotContain(KEY, call.signature);
    }

    private static Map<String, Object> clocks(Object timestamp, long window) {
        Map<String, Object> details = new HashMap<>();
        details.put("serverTime", NOW);
        details.put("timestamp", timestamp);
        details.put("recvWindow", window);
        return details;
    }

    private static Call bearer() {
        Call call = new Call();
        call.authorization = "Bearer " + KEY;
        return call;
    }

    private static Call signed() {
        Call call = new Call();
        call.apiKey = KEY;
        call.timestamp = Long.toString(NOW);
        call.signature = hex(Signatures.version1(secret(), BODY));
        return call;
    }

    private Caller admit(Call call, boolean mustSign) {
        return admit(call, mustSign ? Signing.EVERYBODY : Signing.AS_THE_KEY_REQUIRES);
    }

    private Caller admit(Call call, Signing signing) {
        return authenticator().authenticate(call.credentials(), signing).await().indefinitely();
    }

    private ApiException refusal(Call call, boolean mustSign) {
        ApiException refusal =
                catchThrowableOfType(ApiException.class, () -> admit(call, mustSign));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private ApiKey token(String token, String ip) {
        return authenticator().authenticateToken(token, ip).await().indefinitely();
    }

    private ApiException tokenRefusal(String token) {
        return catchThrowableOfType(ApiException.class, () -> token(token, "203.0.113.7"));
    }

    private Authenticator authenticator() {
        Map<String, ApiKey> keys = new HashMap<>();
        keys.put(hex(Signatures.keyHash(KEY)), ApiKey.of(record.build()));
        KeyDirectory directory =
                hash -> Uni.createFrom().item(Optional.ofNullable(keys.get(hex(hash))));
        Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        return new Authenticator(directory, vault, clock);
    }

    private static byte[] secret() {
        return SECRET.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
