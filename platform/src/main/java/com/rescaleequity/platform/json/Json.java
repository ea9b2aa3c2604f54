package com.rescaleequity.platform.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;

/** Writes answers: decimals in plain digits, as JSON numbers or, when asked, as strings. */
public enum Json {
    NUMBERS {
        @Override
        void write(JsonGenerator out, String digits) throws IOException {
            out.writeNumber(digits);
        }
    },
    STRINGS {
        @Override
        void write(JsonGenerator out, String digits) throws IOException {
            out.writeString(digits);
        }
    };

    private final ObjectMapper mapper =
            new ObjectMapper()
                    .registerModule(
                            new SimpleModule()
                                    .addSerializer(BigDecimal.class, new Decimals(this))
                                    .addSerializer(Written.class, new Selves(this)));

    private static final class Decimals extends JsonSerializer<BigDecimal> {

        private final Json format;

        Decimals(Json format) {
            this.format = format;
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider p)
                throws IOException {
            format.write(out, value);
        }
    }

    /** For what writes itself. */
    private static final class Selves extends JsonSerializer<Written> {

        private final Json format;

        Selves(Json format) {
            this.format = format;
        }

        @Override
        public void serialize(Written value, JsonGenerator out, SerializerProvider p)
                throws IOException {
            value.write(new JsonWriter(out, format));
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

    /** Writes a decimal that is given in plain digits. */
    abstract void write(JsonGenerator out, String digits) throws IOException;

    /** Writes a decimal. */
    void write(JsonGenerator out, BigDecimal value) throws IOException {
        write(out, value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
    }

    private static IllegalStateException unwritable(IOException e) {
        return new IllegalStateException("A view does not serialize", e);
    }
}
