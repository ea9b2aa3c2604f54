package com.rescaleequity.platform.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

    /**
     * The registry of the published contract, by status; WebSocket codes have none of their own.
     */
    private static final Map<Integer, String> PUBLISHED =
            Map.of(
                    400,
                    "INVALID_JSON MISSING_PARAMETER INVALID_PARAMETER UNKNOWN_PARAMETER"
                            + " CONFLICTING_PARAMETERS INVALID_CURSOR INVALID_TIME_RANGE"
                            + " INVALID_INTERVAL BATCH_TOO_LARGE INVALID_SYMBOL INVALID_ASSET"
                            + " INVALID_SIDE INVALID_ORDER_TYPE INVALID_TIME_IN_FORCE PRICE_REQUIRED"
                            + " QUANTITY_REQUIRED INVALID_PRICE_TICK INVALID_QUANTITY_STEP"
                            + " PRICE_OUT_OF_RANGE PRICE_OUT_OF_BAND QUANTITY_OUT_OF_RANGE"
                            + " NOTIONAL_TOO_SMALL NOTIONAL_TOO_LARGE INSUFFICIENT_BALANCE"
                            + " POST_ONLY_WOULD_CROSS STOP_WOULD_TRIGGER_IMMEDIATELY"
                            + " NO_REFERENCE_PRICE DUPLICATE_CLIENT_ORDER_ID IDEMPOTENCY_KEY_REUSED"
                            + " DUPLICATE_REQUEST_ID ORDER_NOT_FOUND ORDER_ALREADY_CLOSED"
                            + " ORDER_NOT_AMENDABLE NO_CHANGE MAX_OPEN_ORDERS DEADLINE_EXCEEDED"
                            + " MARKET_HALTED MARKET_CANCEL_ONLY MARKET_POST_ONLY INVALID_ADDRESS"
                            + " INVALID_NETWORK WITHDRAWAL_AMOUNT_OUT_OF_RANGE"
                            + " WITHDRAWAL_LIMIT_EXCEEDED WITHDRAWAL_NOT_CANCELLABLE KEY_NOT_FOUND"
                            + " KEY_LIMIT_REACHED TRANSFER_NOT_FOUND ADDRESS_NOT_FOUND INVALID_METHOD"
                            + " UNKNOWN_METHOD"
                            + " INVALID_STREAM TOO_MANY_STREAMS",
                    401,
                    "AUTHENTICATION_REQUIRED INVALID_API_KEY API_KEY_EXPIRED KEY_MISMATCH"
                            + " SIGNATURE_REQUIRED INVALID_SIGNATURE INVALID_TIMESTAMP"
                            + " TIMESTAMP_OUT_OF_WINDOW NOT_AUTHENTICATED",
                    403,
                    "PERMISSION_DENIED IP_NOT_ALLOWED ACCOUNT_SUSPENDED TRADING_DISABLED"
                            + " WITHDRAWALS_DISABLED ADDRESS_NOT_ALLOWED SANDBOX_ONLY"
                            + " RESTRICTED_REGION IP_BLOCKED",
                    404,
                    "NOT_FOUND",
                    405,
                    "METHOD_NOT_ALLOWED",
                    413,
                    "PAYLOAD_TOO_LARGE",
                    415,
                    "UNSUPPORTED_MEDIA_TYPE",
                    429,
                    "RATE_LIMITED ORDER_RATE_LIMITED CONNECTION_LIMIT",
                    500,
                    "INTERNAL_ERROR EXECUTION_UNKNOWN",
                    503,
                    "SERVICE_UNAVAILABLE");

    @Test
    void theRegistryIsExactlyThePublishedOne() {
        Map<String, Integer> published = new TreeMap<>();
        PUBLISHED.forEach((status, codes) ->
                List.of(codes.split(" ")).forEach(code -> published.put(code, status)));

        Map<String, Integer> ours =
                Arrays.stream(ErrorCode.values())
                        .collect(Collectors.toMap(ErrorCode::name, ErrorCode::status));

        assertThat(ours).containsExactlyInAnyOrderEntriesOf(published);
    }
}
