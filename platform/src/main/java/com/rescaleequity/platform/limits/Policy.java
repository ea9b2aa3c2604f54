package com.rescaleequity.platform.limits;

import com.rescaleequity.platform.errors.ErrorCode;
import java.time.Duration;

/** The published rate limit policies with their default sizes. */
public enum Policy {
    IP("ip", 1200, Duration.ofMinutes(1), ErrorCode.RATE_LIMITED),
    ACCOUNT("account", 6000, Duration.ofMinutes(1), ErrorCode.RATE_LIMITED),
    ORDERS("orders", 100, Duration.ofSeconds(10), ErrorCode.ORDER_RATE_LIMITED),
    ORDERS_DAY("orders-day", 200_000, Duration.ofDays(1), ErrorCode.ORDER_RATE_LIMITED),
    CANCELS("cancels", 200, Duration.ofSeconds(10), ErrorCode.ORDER_RATE_LIMITED),
    /** Calls that write the log for ever and are neither orders nor cancels. */
    LOGGED("logged", 100, Duration.ofSeconds(10), ErrorCode.RATE_LIMITED),
    SENSITIVE("sensitive", 30, Duration.ofMinutes(1), ErrorCode.RATE_LIMITED),
    SANDBOX_ACCOUNTS("sandbox-accounts", 5, Duration.ofHours(1), ErrorCode.RATE_LIMITED),
    WS_CONNECT("ws-connect", 300, Duration.ofMinutes(5), ErrorCode.CONNECTION_LIMIT),
    OPERATOR("operator", 600, Duration.ofMinutes(1), ErrorCode.RATE_LIMITED),
    OPERATOR_FAILURES("operator-failures", 30, Duration.ofMinutes(1), ErrorCode.RATE_LIMITED),
    /** Frames that the gateway makes for one account, or one address, because it asked. */
    WS_FRAMES("ws-frames", 10_000, Duration.ofSeconds(10), ErrorCode.RATE_LIMITED);

    private final String text;
    private final long limit;
    private final Duration window;
    private final ErrorCode code;

    Policy(String text, long limit, Duration window, ErrorCode code) {
        this.text = text;
        this.limit = limit;
        this.window = window;
        this.code = code;
    }

    /** The name in headers and errors. */
    public String text() {
        return text;
    }

    /** Tokens per window for the standard tier. */
    public long limit() {
        return limit;
    }

    public Duration window() {
        return window;
    }

    /** Whether it counts by address; the others count by account. */
    public boolean byAddress() {
        return this == IP
                || this == WS_CONNECT
                || this == SANDBOX_ACCOUNTS
                || this == OPERATOR_FAILURES;
    }

    /** What the client is told when the bucket is empty. */
    public ErrorCode code() {
        return code;
    }
}
