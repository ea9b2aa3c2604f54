package com.rescaleequity.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.rescaleequity.platform.json.Json;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Wraps results in the success envelope, in the number format of the call. */
@ApplicationScoped
public class Answers {

    /** Media type of every answer. */
    public static final String JSON = "application/json; charset=utf-8";

    private final CallContext call;

    public Answers(CallContext call) {
        this.call = call;
    }

    /** The success envelope; pagination only for lists that page. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Success(
            String status,
            @JsonInclude(JsonInclude.Include.ALWAYS) Object data,
            @Nullable Pagination pagination) {}

    /** Where a list goes on. */
    public record Pagination(int limit, boolean hasMore, @Nullable String nextCursor) {}

    /** 200 with an object or an unpaged list. */
    public Response ok(Object data) {
        return ok(call.json(), new Success("success", data, null));
    }

    /** 200 with a page of a list. */
    public Response page(List<?> rows, Pagination pagination) {
        return ok(call.json(), new Success("success", rows, pagination));
    }

    /** The success envelope's bytes, for answers on plain routes. */
    public static Buffer success(Json json, Object data) {
        BufferStream stream = new BufferStream();
        json.write(new Success("success", data, null), stream);
        return stream.buffer;
    }

    /** What is written goes into a buffer. */
    private static final class BufferStream extends OutputStream {

        /** An order has some 700 bytes. */
        private final Buffer buffer = Buffer.buffer(1024);

        @Override
        public void write(int b) {
            buffer.appendByte((byte) b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            buffer.appendBytes(bytes, offset, length);
        }
    }

    private static Response ok(Json json, Success success) {
        return Response.ok(json.bytes(success)).header("Content-Type", JSON).build();
    }
}
