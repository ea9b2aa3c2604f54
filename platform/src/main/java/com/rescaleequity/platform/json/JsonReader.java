package com.rescaleequity.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads request bodies strictly: UTF-8, one value, no duplicate keys, bounded depth. */
public final class JsonReader {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(8)
                                    .maxStringLength(16_384)
                                    .maxNumberLength(1_000)
                                    .maxNameLength(1_000)
                                    .build())
                    .build();

    private JsonReader() {}

    /**
     * The body's object; an empty body is an empty object.
     *
     * @throws ApiException INVALID_JSON when it is anything else
     */
    public static JsonValue.Members object(byte[] body) {
        if (isBlank(body)) {
            return new JsonValue.Members(Map.of());
        }
        if (value(body) instanceof JsonValue.Members members) {
            return members;
        }
        throw invalid("The body must be a JSON object.");
    }

    /**
     * Any one JSON value.
     *
     * @throws ApiException INVALID_JSON when the text is not exactly one
     */
    public static JsonValue value(byte[] text) {
        if (isOtherEncoding(text)) {
            throw invalid("The body must be UTF-8.");
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw invalid("The body is empty.");
            }
            JsonValue value = read(parser, first);
            if (parser.nextToken() != null) {
                throw invalid("There is more after the JSON value.");
            }
            return value;
        } catch (IOException e) {
            throw invalid(reason(e));
        }
    }

    /** Whether a text is UTF-16 or UTF-32, which the parser would find out and read as such. */
    public static boolean isOtherEncoding(byte[] text) {
        for (int i = 0; i < Math.min(text.length, 4); i++) {
            if (text[i] == 0 || text[i] == (byte) 0xfe || text[i] == (byte) 0xff) {
                return true;
            }
        }
        return false;
    }

    private static JsonValue read(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> new JsonValue.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(parser.getText());
            case VALUE_TRUE -> new JsonValue.Flag(true);
            case VALUE_FALSE -> new JsonValue.Flag(false);
            case VALUE_NULL -> new JsonValue.Null();
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw invalid("The JSON is malformed.");
        };
    }

    private static JsonValue members(JsonParser parser) throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            fields.put(name, read(parser, parser.nextToken()));
        }
        return new JsonValue.Members(fields);
    }

    private static JsonValue items(JsonParser parser) throws IOException {
        List<JsonValue> values = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            values.add(read(parser, t));
        }
        return new JsonValue.Items(values);
    }

    private static boolean isBlank(byte[] body) {
        for (byte b : body) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Says where, in words of our own: the parser's name its classes and settings. */
    private static String reason(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return "The JSON is nested too deeply or holds too long a name, number or text.";
        }
        String message = String.valueOf(e.getMessage());
        String what =
                message.startsWith("Duplicate field") || message.startsWith("Duplicate Object")
                        ? "The JSON has a duplicate key"
                        : "The JSON is malformed";
        JsonLocation at = e instanceof JsonProcessingException json ? json.getLocation() : null;
        return at == null || at.getLineNr() < 1
                ? what + "."
                : what + " at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".";
    }

    private static ApiException invalid(String message) {
        return new ApiException(ErrorCode.INVALID_JSON, message);
    }
}
