package com.rescaleequity.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.limits.RateLimits.Remainder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {

    private Instant now = Instant.parse("2027-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final RateLimits limits = limits(1);

    private RateLimits limits(int replicas) {
        return new RateLimits(clock, true, replicas, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "IP, ip, 1200, 60, RATE_LIMITED, true",
        "ACCOUNT, account, 6000, 60, RATE_LIMITED, false",
        "ORDERS, orders, 100, 10, ORDER_RATE_LIMITED, false",
        "ORDERS_DAY, orders-day, 200000, 86400, ORDER_RATE_LIMITED, false",
        "CANCELS, cancels, 200, 10, ORDER_RATE_LIMITED, false",
        "LOGGED, logged, 100, 10, RATE_LIMITED, false",
        "SENSITIVE, sensitive, 30, 60, RATE_LIMITED, false",
        "SANDBOX_ACCOUNTS, sandbox-accounts, 5, 3600, RATE_LIMITED, true",
        "WS_CONNECT, ws-connect, 300, 300, CONNECTION_LIMIT, true",
        "WS_FRAMES, ws-frames, 10000, 10, RATE_LIMITED, false",
        "OPERATOR, operator, 600, 60, RATE_LIMITED, false",
        "OPERATOR_FAILURES, operator-failures, 30, 60, RATE_LIMITED, true"
    })
    void thePoliciesAreThePublishedOnes(
            Policy policy, String text, long limit, long seconds, ErrorCode code, boolean address) {
        assertThat(policy.text()).isEqualTo(text);
        assertThat(policy.limit()).isEqualTo(limit);
        assertThat(policy.window().toSeconds()).isEqualTo(seconds);
        assertThat(policy.code()).isEqualTo(code);
        assertThat(policy.byAddress()).isEqualTo(address);
        assertThat(Policy.values()).hasSize(12);
    }

    @Test
    void countsDownAndSaysWhenTheBucketIsFullAgain() {
        Remainder first = limits.take(Policy.ORDERS_DAY, "51", "standard", 1);
        Remainder next = limits.take(Policy.ORDERS_DAY, "51", "standard", 100_000);

        assertThat(first).isEqualTo(new Remainder(Policy.ORDERS_DAY, 200_000, 199_999, 1));
        assertThat(next.remaining()).isEqualTo(99_999);
        assertThat(next.resetSeconds()).isBetween(43_190L, 43_201L);
    }

    @Test
    void refusesWhenTheBucketIsEmptyAndSaysWhy() {
        limits.take(Policy.SENSITIVE, "51", "standard", 30);

        ApiException refusal = refusal(Policy.SENSITIVE, "51", "standard", 1);

        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refusal.details().keySet())
                .containsExactly("policy", "limit", "windowSeconds", "retryAfterMs");
        assertThat(refusal.details())
                .containsEntry("policy", "sensitive")
                .containsEntry("limit", 30L)
                .containsEntry("windowSeconds", 60L);
        assertThat((Long) refusal.details().get("retryAfterMs")).isBetween(1L, 2_000L);
    }

    @Test
    void aRefusalTakesNothing() {
        limits.take(Policy.SENSITIVE, "51", "standard", 29);
        refusal(Policy.SENSITIVE, "51", "standard", 2);

        assertThat(limits.take(Policy.SENSITIVE, "51", "standard", 1).remaining()).isZero();
    }

    @Test
    void ownersAndPoliciesHaveTheirOwnBuckets() {
        limits.take(Policy.SENSITIVE, "51", "standard", 30);

        assertThatCode(() -> limits.take(Policy.SENSITIVE, "52", "standard", 30))
                .doesNotThrowAnyException();
        assertThatCode(() -> limits.take(Policy.ORDERS, "51", "standard", 30))
                .doesNotThrowAnyException();
    }

    @Test
    void marketMakersHaveAThousandTimesTheRoom() {
        assertThat(limits.take(Policy.ORDERS, "51", "market-maker", 1).limit()).isEqualTo(100_000);
        assertThat(limits.peek(Policy.ORDERS, "51", "").limit()).isEqualTo(100);
    }

    @Test
    void aChargeGoesBelowZeroAndIsPaidBackLater() {
        limits.charge(Policy.SENSITIVE, "51", "standard", 40);

        assertThat(limits.peek(Policy.SENSITIVE, "51", "standard").remaining()).isZero();
        assertThat(
                        (Long)
                                refusal(Policy.SENSITIVE, "51", "standard", 1)
                                        .details()
                                        .get("retryAfterMs"))
                .isGreaterThan(20_000L);
    }

    @Test
    void takingNothingOnlyLooks() {
        limits.take(Policy.SENSITIVE, "51", "standard", 30);

        assertThat(limits.take(Policy.SENSITIVE, "51", "standard", 0).remaining()).isZero();
    }

    @Test
    void switchedOffItRefusesNobody() {
        RateLimits off = new RateLimits(clock, false, 1, 1);
        for (int i = 0; i < 100; i++) {
            assertThat(off.take(Policy.SENSITIVE, "51", "standard", 30).remaining()).isEqualTo(30);
            off.charge(Policy.SENSITIVE, "51", "standard", 30);
        }
        assertThat(off.isEnabled()).isFalse();
        assertThat(off.size()).isZero();
    }

    @Test
    void theAddressesOfOneIpv6NetworkShareABucket() {
        limits.take(Policy.SANDBOX_ACCOUNTS, "2001:db8:1:2::1", "", 5);

        assertThat(refusal(Policy.SANDBOX_ACCOUNTS, "2001:db8:1:2:ffff::9", "", 1).code())
                .isEqualTo(ErrorCode.RATE_LIMITED);
        assertThatCode(() -> limits.take(Policy.SANDBOX_ACCOUNTS, "2001:db8:1:3::1", "", 1))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2%02x::1, 20", "2001:db8:1:%x00::1, 80"})
    void theNetworksAroundAnIpv6NetworkHaveFourTimesTheRoomEach(String pattern, int room) {
        // As many networks as have the room of the one around them take all that each of them has
        int taken = 0;
        for (int i = 0; i < 256 && taken < room; i++) {
            String address = pattern.formatted(i);
            for (int j = 0; j < 5; j++) {
                if (takes(address)) {
                    taken++;
                }
            }
        }

        assertThat(taken).isEqualTo(room);
        assertThat(takes(pattern.formatted(250))).isFalse();
        assertThat(takes("2001:db8:2::1")).isTrue();
    }

    @Test
    void whatAnAddressHasCostIsPaidByTheNetworksAroundItToo() {
        limits.chargeAddress(Policy.WS_FRAMES, "2001:db8:1:2::1", 1_000_000);

        assertThatThrownBy(() -> limits.takeOfAddress(Policy.WS_FRAMES, "2001:db8:1:ff00::1", 1))
                .isInstanceOf(ApiException.class);
        assertThatCode(() -> limits.takeOfAddress(Policy.WS_FRAMES, "2001:db8:2::1", 1))
                .doesNotThrowAnyException();
    }

    private boolean takes(String address) {
        try {
            var _ = limits.take(Policy.SANDBOX_ACCOUNTS, address, "", 1);
            return true;
        } catch (ApiException e) {
            return false;
        }
    }

    @Test
    void aReplicaTakesItsShareAndAtLeastOne() {
        RateLimits third = limits(3);

        assertThat(third.take(Policy.ORDERS, "51", "standard", 1).limit()).isEqualTo(33);
        assertThat(third.take(Policy.ORDERS, "51", "market-maker", 1).limit()).isEqualTo(33_333);
        assertThat(limits(100).peek(Policy.SANDBOX_ACCOUNTS, "198.51.100.1", "").limit())
                .isEqualTo(1);
        for (Policy policy : Policy.values()) {
            assertThat(3 * third.peek(policy, "198.51.100.2", "").limit())
                    .isLessThanOrEqualTo(policy.limit());
        }
    }

    @Test
    void aSandboxMayFillItsBucketsFasterAndNotFurther() {
        RateLimits fast = new RateLimits(clock, true, 1, 60);
        fast.chargeAddress(Policy.SANDBOX_ACCOUNTS, "198.51.100.3", 5);

        Remainder empty = fast.peek(Policy.SANDBOX_ACCOUNTS, "198.51.100.3", "");
        ApiException refusal =
                catchThrowableOfType(
                        ApiException.class,
                        () -> fast.take(Policy.SANDBOX_ACCOUNTS, "198.51.100.3", "", 5));

        // An hour's worth comes within a minute.
        assertThat(empty.limit()).isEqualTo(5);
        assertThat(empty.resetSeconds()).isBetween(36L, 60L);
        assertThat((Long) refusal.details().get("retryAfterMs")).isBetween(1L, 60_000L);
        assertThatThrownBy(() -> new RateLimits(clock, true, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoStaysAboveTenTimesTheLimitIsKeptOutForAWhileAndThenLonger() {
        String address = "198.51.100.77";
        limits.chargeAddress(Policy.IP, address, 1_000_000);

        assertThat(blockedFor(address)).isEqualTo(60);
        // It ends by itself,
        now = now.plusSeconds(61);
        assertThat(refusal(Policy.IP, address, "", 1).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        // is longer each time, and has an end.
        assertThat(blockedFor(address)).isEqualTo(120);
        now = now.plusSeconds(121);
        assertThat(blockedFor(address)).isEqualTo(240);
        now = now.plusSeconds(241);
        assertThat(blockedFor(address)).isEqualTo(300);
        // Who stayed away is new.
        now = now.plus(Duration.ofMinutes(30));
        assertThat(blockedFor(address)).isEqualTo(60);
        assertThatCode(() -> limits.take(Policy.IP, "198.51.100.78", "", 1))
                .doesNotThrowAnyException();
    }

    @Test
    void whoIsRefusedNowAndThenIsNotKeptOut() {
        String address = "198.51.100.79";
        limits.chargeAddress(Policy.IP, address, 1_000_000);

        for (int i = 0; i < 30_000; i++) {
            now = now.plusMillis(10);
            assertThat(refusal(Policy.IP, address, "", 1).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2%02x::1, 4, 2001:db8:1:300::1",
        "2001:db8:1:%x00::1, 16, 2001:db8:2::1"
    })
    void theNetworkThatWasRefusedIsKeptOutWithAllInIt(String pattern, int room, String beside) {
        // What its networks may take together, and ten times as much.
        for (int i = 0; i < 11 * room; i++) {
            takeAMinutesWorth(pattern.formatted(i % 200));
        }

        assertThat(refusal(Policy.IP, pattern.formatted(201), "", 1).code())
                .isEqualTo(ErrorCode.IP_BLOCKED);
        assertThatCode(() -> limits.take(Policy.IP, beside, "", 1)).doesNotThrowAnyException();
    }

    private void takeAMinutesWorth(String address) {
        try {
            var _ = limits.take(Policy.IP, address, "", Policy.IP.limit());
        } catch (ApiException refused) {
            assertThat(refused.code()).isIn(ErrorCode.RATE_LIMITED, ErrorCode.IP_BLOCKED);
        }
    }

    @Test
    void refusalsOfManyDoNotSwitchBlockingOff() {
        // Given
        for (int i = 0; i < 20_000; i++) {
            String address = "10.0." + i / 200 + "." + i % 200;
            limits.chargeAddress(Policy.IP, address, 10_000);
            assertThat(refusal(Policy.IP, address, "", 1).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        }
        // When
        now = now.plusSeconds(61);
        // Then
        limits.chargeAddress(Policy.IP, "198.51.100.80", 1_000_000);
        assertThat(blockedFor("198.51.100.80")).isEqualTo(60);
    }

    /** Asks until it is blocked; how long that takes to end, in seconds. */
    private long blockedFor(String address) {
        for (int i = 0; i < 12_000; i++) {
            ApiException refusal = refusal(Policy.IP, address, "", 1);
            if (refusal.code() == ErrorCode.IP_BLOCKED) {
                assertThat(refusal.details()).containsKey("blockedUntil");
                return ((Long) refusal.details().get("retryAfterMs")) / 1000;
            }
        }
        throw new AssertionError("never blocked");
    }

    @Test
    void newcomersShareABucketWhenThereAreTooMany() {
        for (int i = 0; i < 210_000; i++) {
            limits.charge(Policy.ORDERS_DAY, Integer.toString(i), "standard", 100_000);
        }

        assertThat(limits.size()).isLessThanOrEqualTo(200_001);
    }

    @Test
    void everyIpv4AddressHasItsOwnBucket() {
        limits.take(Policy.SANDBOX_ACCOUNTS, "203.0.113.7", "", 5);

        assertThatCode(() -> limits.take(Policy.SANDBOX_ACCOUNTS, "203.0.113.8", "", 1))
                .doesNotThrowAnyException();
        refusal(Policy.SANDBOX_ACCOUNTS, "::ffff:203.0.113.7", "", 1);
    }

    @Test
    void fullBucketsAreForgottenWhenThereAreMany() throws InterruptedException {
        limits.charge(Policy.ORDERS_DAY, "busy", "standard", 300_000);
        for (int i = 0; i < 100_005; i++) {
            var _ = limits.take(Policy.ACCOUNT, Integer.toString(i), "standard", 1);
        }

        Thread.sleep(1_100);
        var _ = limits.take(Policy.ACCOUNT, "next", "standard", 1);

        // Fewer than many are not looked at; a slow machine has forgotten most before.
        assertThat(limits.size()).isLessThanOrEqualTo(20_000);
        assertThat(limits.peek(Policy.ORDERS_DAY, "busy", "standard").remaining()).isZero();
    }

    private ApiException refusal(Policy policy, String owner, String tier, long tokens) {
        ApiException refusal =
                catchThrowableOfType(
                        ApiException.class, () -> limits.take(policy, owner, tier, tokens));
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
