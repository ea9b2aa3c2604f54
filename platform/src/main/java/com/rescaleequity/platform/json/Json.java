package com.rescaleequity.platform.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.rescaleequity.platform.json.JsonWriter.Written;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;

/** Writes answers: decimals in plain digits, as JSON numbers or, when asked, as strings. */
public enum Json {
    NUMBERS(false),
    STRINGS(true);

    private final ObjectMapper mapper;

    Json(boolean quoted) {
        mapper =
                new ObjectMapper()
                        .registerModule(
                                new SimpleModule()
                                        .addSerializer(BigDecimal.class, new Decimals(quoted))
                                        .addSerializer(Written.class, new Selves(quoted)));
    }

    private static final class Decimals extends JsonSerializer<BigDecimal> {

        private final boolean quoted;

        Decimals(boolean quoted) {
            this.quoted = quoted;
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider p)
                throws IOException {
            new JsonWriter(out, quoted).decimal(value);
        }
    }

    /** For what writes itself. */
    private static final class Selves extends JsonSerializer<Written> {

        private final boolean quoted;

        Selves(boolean quoted) {
            this.quoted = quoted;
        }

        @Override
        public void serialize(Written value, JsonGenerator out, SerializerProvider p)
                throws IOException {
            value.write(new JsonWriter(out, quoted));
        }
    }

    /** UTF-8 JSON of a view record, list or map. */
    public byte[] bytes(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw unwritable(e);
        }
    }

    /** The same, to where it is needed. */
    public void write(Object value, OutputStream to) {
        try {
            mapper.writeValue(to, value);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** The same as text, for WebSocket frames. */
    public String text(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw unwritable(e);
        }
    }

    private static IllegalStateException unwritable(IOException e) {
        return new IllegalStateException("A view does not serialize", e);
    }
}
