package com.rescaleequity.platform.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.json.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorEnvelopeTest {

    @Test
    void hasExactlyTheShapeOfTheContract() {
        ApiException refusal =
                new ApiException(
                        ErrorCode.INVALID_PARAMETER,
                        "price must be a multiple of the tick size 0.01.",
                        List.of(
                                new FieldError(
                                        "price",
                                        ErrorCode.INVALID_PRICE_TICK,
                                        "45250.755 is not a multiple of 0.01.",
                                        List.of(
                                                new BigDecimal("45250.75"),
                                                new BigDecimal("45250.760")))),
                        Map.of("symbol", "BTCUSD"));

        String json =
                Json.NUMBERS.text(ErrorEnvelope.of(refusal, "01J9Z6T0Q4V8E7B2", 1760000000123L));

        assertThat(json)
                .isEqualTo(
                        "{\"status\":\"error\",\"error\":{\"code\":\"INVALID_PARAMETER\","
                                + "\"message\":\"price must be a multiple of the tick size 0.01.\","
                                + "\"errors\":[{\"field\":\"price\",\"code\":\"INVALID_PRICE_TICK\","
                                + "\"message\":\"45250.755 is not a multiple of 0.01.\","
                                + "\"nearest\":[45250.75,45250.76]}],"
                                + "\"details\":{\"symbol\":\"BTCUSD\"},"
                                + "\"requestId\":\"01J9Z6T0Q4V8E7B2\",\"timestamp\":1760000000123,"
                                + "\"docs\":\"https://docs.rescaleequity.com/errors#INVALID_PARAMETER\"}}");
    }

    @Test
    void leavesOutEmptyRowsAndDetailsAndNothingElse() {
        ApiException refusal = new ApiException(ErrorCode.NOT_FOUND, "");

        assertThat(Json.NUMBERS.text(ErrorEnvelope.of(refusal, "", 0)))
                .isEqualTo(
                        "{\"status\":\"error\",\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"\","
                                + "\"requestId\":\"\",\"timestamp\":0,"
                                + "\"docs\":\"https://docs.rescaleequity.com/errors#NOT_FOUND\"}}");
    }

    @Test
    void keepsNullsInsideDetails() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("until", null);
        details.put("bestBid", new BigDecimal("1.50"));
        ApiException refusal = new ApiException(ErrorCode.MARKET_HALTED, "Halted.", details);

        assertThat(Json.STRINGS.text(ErrorEnvelope.of(refusal, "r", 1)))
                .contains("\"details\":{\"until\":null,\"bestBid\":\"1.5\"}");
    }

    @Test
    void aRowWithoutNearestValuesDoesNotNameThem() {
        ApiException refusal = ApiException.ofField("side", ErrorCode.INVALID_SIDE, "No.");

        assertThat(Json.NUMBERS.text(ErrorEnvelope.of(refusal, "r", 1)))
                .contains(
                        "\"errors\":[{\"field\":\"side\",\"code\":\"INVALID_SIDE\","
                                + "\"message\":\"No.\"}]");
    }

    @Test
    void unavailableSaysWhenToComeBack() {
        ApiException refusal = ApiException.unavailable("Later.", 2_500);

        assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(refusal.details()).containsEntry("retryAfterMs", 2_500L);
    }
}
