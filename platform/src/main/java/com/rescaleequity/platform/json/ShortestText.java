package com.rescaleequity.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes a value as it was read, without the white space between: equal values, equal bytes. */
public final class ShortestText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private ShortestText() {}

    /** The UTF-8 text of a value; fields stand in the order in which they were sent. */
    public static byte[] of(JsonValue value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonValue value, JsonGenerator out) throws IOException {
        switch (value) {
            case JsonValue.Text(String text) -> out.writeString(text);
            case JsonValue.Numeral(String literal) -> out.writeNumber(literal);
            case JsonValue.Flag(boolean flag) -> out.writeBoolean(flag);
            case JsonValue.Null() -> out.writeNull();
            case JsonValue.Items(var values) -> {
                out.writeStartArray();
                for (JsonValue item : values) {
                    write(item, out);
                }
                out.writeEndArray();
            }
            case JsonValue.Members(var fields) -> {
                out.writeStartObject();
                for (Map.Entry<String, JsonValue> field : fields.entrySet()) {
                    out.writeFieldName(field.getKey());
                    write(field.getValue(), out);
                }
                out.writeEndObject();
            }
        }
    }
}
