package com.rescaleequity.order.api;

import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads which market a request means, in any case of letters. */
final class Symbols {

    private static final int SHOWN = 20;

    private Symbols() {}

    /** The market, null when the field is not given, or is noted as a problem. */
    static @Nullable Instrument read(
            Fields fields, Function<String, @Nullable Instrument> instruments) {
        String symbol = fields.text("symbol");
        if (symbol == null) {
            return null;
        }
        Instrument found = instruments.apply(symbol.toUpperCase(Locale.ROOT));
        if (found == null) {
            String shown = symbol.length() > SHOWN ? symbol.substring(0, SHOWN) : symbol;
            fields.againstRules("symbol", ErrorCode.INVALID_SYMBOL, shown + " is not listed.");
            fields.problems().detail("symbol", shown);
        }
        return found;
    }
}
