package com.rescaleequity.platform.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;

/** Writes answers: decimals in plain digits, as JSON numbers or, when asked, as strings. */
public enum Json {
    NUMBERS(
            new JsonSerializer<>() {
                @Override
                public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider p)
                        throws IOException {
                    out.writeNumber(plain(value));
                }
            }),
    STRINGS(
            new JsonSerializer<>() {
                @Override
                public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider p)
                        throws IOException {
                    out.writeString(plain(value));
                }
            });

    private final ObjectMapper mapper;

    Json(JsonSerializer<BigDecimal> decimals) {
        mapper =
                new ObjectMapper()
                        .registerModule(
                                new SimpleModule().addSerializer(BigDecimal.class, decimals));
    }

    /** UTF-8 JSON of a view record, list or map. */
    public byte[] bytes(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A view does not serialize", e);
        }
    }

    /** The same as text, for WebSocket frames. */
    public String text(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A view does not serialize", e);
        }
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
