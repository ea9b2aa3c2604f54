package com.rescaleequity.platform.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the fields of JSON objects one after the other, amounts in the format of the call. */
public final class JsonWriter {

    private final JsonGenerator out;
    private final boolean quoted;

    /**
     * A writer at some place of a document.
     *
     * @param quoted whether decimals are written as strings
     */
    JsonWriter(JsonGenerator out, boolean quoted) {
        this.out = out;
        this.quoted = quoted;
    }

    /** A value that writes itself: those that are many need nobody to look at their class. */
    public interface Written {

        /**
         * Writes one whole JSON value.
         *
         * @throws IOException when what is written to does not take it
         */
        void write(JsonWriter out) throws IOException;
    }

    public void beginObject() throws IOException {
        out.writeStartObject();
    }

    public void endObject() throws IOException {
        out.writeEndObject();
    }

    /** A field with a text, or null. */
    public void text(String name, @Nullable String text) throws IOException {
        out.writeFieldName(name);
        out.writeString(text);
    }

    public void flag(String name, boolean flag) throws IOException {
        out.writeFieldName(name);
        out.writeBoolean(flag);
    }

    /** A field with a count, an id or a time. */
    public void integer(String name, long number) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(number);
    }

    /** The same where 0 stands for none. */
    public void integerOrNull(String name, long number) throws IOException {
        if (number == 0) {
            out.writeNullField(name);
        } else {
            integer(name, number);
        }
    }

    /** A field with an amount in units. */
    public void amount(String name, long units) throws IOException {
        out.writeFieldName(name);
        digits(Units.text(units));
    }

    /** The same where 0 stands for none. */
    public void amountOrNull(String name, long units) throws IOException {
        if (units == 0) {
            out.writeNullField(name);
        } else {
            amount(name, units);
        }
    }

    /** A field with a decimal that need not be whole units. */
    public void decimalOrNull(String name, @Nullable BigDecimal decimal) throws IOException {
        out.writeFieldName(name);
        if (decimal == null) {
            out.writeNull();
        } else {
            decimal(decimal);
        }
    }

    /** A decimal without a name. */
    void decimal(BigDecimal value) throws IOException {
        digits(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
    }

    private void digits(String plain) throws IOException {
        if (quoted) {
            out.writeString(plain);
        } else {
            out.writeNumber(plain);
        }
    }

    /** A field with a list. */
    public void list(String name, List<? extends Written> items) throws IOException {
        out.writeArrayFieldStart(name);
        for (Written item : items) {
            item.write(this);
        }
        out.writeEndArray();
    }
}
