package com.rescaleequity.platform.json;

import java.util.List;
import java.util.Map;

/** A parsed request body that keeps the literal text of its numbers. */
public sealed interface JsonValue {

    /** A string. */
    record Text(String value) implements JsonValue {}

    /** A number, as it was written. */
    record Numeral(String literal) implements JsonValue {}

    /** True or false. */
    record Flag(boolean value) implements JsonValue {}

    /** The null literal, which reads as "not given". */
    record Null() implements JsonValue {}

    /** An array. */
    record Items(List<JsonValue> values) implements JsonValue {}

    /** An object, fields in the order sent. */
    record Members(Map<String, JsonValue> fields) implements JsonValue {}
}
