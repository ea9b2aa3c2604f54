package com.rescaleequity.platform.socket.delivery;

/** Why a connection is ended: the WebSocket close codes of the contract. */
public enum CloseCode {
    PROTOCOL_ERROR(1002),
    BINARY_FRAME(1003),
    BAD_TEXT(1007),
    POLICY(1008),
    TOO_BIG(1009),
    INTERNAL_ERROR(1011),
    SERVICE_RESTART(1012),
    OVERLOAD(1013),
    AUTHENTICATION_FAILED(4001),
    KEY_UNUSABLE(4003),
    SLOW_CONSUMER(4008),
    MAX_AGE(4009),
    TOO_MANY_MESSAGES(4029),
    NO_PONG(4408);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }
}
