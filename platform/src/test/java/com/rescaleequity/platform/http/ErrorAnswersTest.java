package com.rescaleequity.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import io.vertx.core.MultiMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorAnswersTest {

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_PARAMETER",
        "401, AUTHENTICATION_REQUIRED",
        "403, PERMISSION_DENIED",
        "404, NOT_FOUND",
        "405, METHOD_NOT_ALLOWED",
        "406, INVALID_PARAMETER",
        "413, PAYLOAD_TOO_LARGE",
        "415, UNSUPPORTED_MEDIA_TYPE",
        "431, INVALID_PARAMETER",
        "500, INTERNAL_ERROR",
        "502, INTERNAL_ERROR",
        "503, SERVICE_UNAVAILABLE"
    })
    void everyStatusHasACodeOfTheRegistry(int status, ErrorCode code) {
        assertThat(ErrorAnswers.ofStatus(status).code()).isEqualTo(code);
    }

    @Test
    void everyRefusalOfIdentityIsAChallenge() {
        for (ErrorCode code : ErrorCode.values()) {
            MultiMap headers = MultiMap.caseInsensitiveMultiMap();
            ErrorAnswers.headers(new ApiException(code, "x"), headers);

            assertThat(headers.get("Content-Type")).isEqualTo("application/json; charset=utf-8");
            assertThat(headers.get("WWW-Authenticate"))
                    .isEqualTo(
                            code.status() == 401
                                    ? "Bearer realm=\"rescaleequity\", error=\"invalid_token\""
                                    : null);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "640, 1", "1000, 1", "1001, 2", "60000, 60"})
    void retryAfterIsInWholeSecondsRoundedUp(long millis, String seconds) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        ErrorAnswers.headers(
                new ApiException(ErrorCode.RATE_LIMITED, "x", Map.of("retryAfterMs", millis)),
                headers);

        assertThat(headers.get("Retry-After")).isEqualTo(seconds);
    }
}
