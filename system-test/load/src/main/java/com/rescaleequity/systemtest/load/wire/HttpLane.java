package com.rescaleequity.systemtest.load.wire;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** A kept HTTP/1.1 connection with one call under way. */
public final class HttpLane extends Lane {

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final URI base;
    private final ResponseReader reader = new ResponseReader();
    private final Map<CallKind, Map<String, byte[]>> heads = new EnumMap<>(CallKind.class);

    private HttpLane(URI base) throws IOException {
        super(connect(base));
        this.base = base;
    }

    /** Connects to where the API's paths begin, such as http://127.0.0.1:8080/api/v1. */
    public static HttpLane open(URI base) throws IOException {
        return new HttpLane(base);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    void write(ByteBuffer into, int slot, Call call) {
        into.put(head(call));
        if (call.kind().writes()) {
            into.put(Integer.toString(call.body().length).getBytes(StandardCharsets.US_ASCII));
            into.put(END).put(call.body());
        }
    }

    /** Everything up to the length of the body. */
    private byte[] head(Call call) {
        return heads.computeIfAbsent(call.kind(), kind -> new HashMap<>())
                .computeIfAbsent(call.key(), key -> head(call.kind(), key));
    }

    private byte[] head(CallKind kind, String key) {
        String head =
                "%s %s%s HTTP/1.1\r\nHost: %s\r\n"
                        .formatted(kind.method(), base.getPath(), kind.path(), base.getAuthority());
        if (!key.isEmpty()) {
            head += "Authorization: Bearer " + key + "\r\n";
        }
        head +=
                kind.writes()
                        ? "Content-Type: application/json\r\nContent-Length: "
                        : "Accept: application/json\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    void take(ByteBuffer bytes, Answers answers) throws IOException {
        if (reader.take(bytes) != 0) {
            answers.take(0, reader.answer());
        }
    }
}
