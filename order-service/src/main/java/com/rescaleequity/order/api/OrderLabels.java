package com.rescaleequity.order.api;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The clients' labels of their orders, and ours where a client gives none. */
final class OrderLabels {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_\\-.:]{1,36}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private OrderLabels() {}

    static @Nullable String read(Fields fields, String name) {
        String label = fields.text(name);
        if (label != null && !isOne(label)) {
            fields.problem(
                    name, ErrorCode.INVALID_PARAMETER, "must be 1 to 36 of A-Z a-z 0-9 _ - . :");
            return null;
        }
        return label;
    }

    static boolean isOne(String label) {
        return SHAPE.matcher(label).matches();
    }

    /**
     * A label of the kind that the trading core keeps as a number. No order has it, because nobody
     * can know it before.
     */
    static String assign() {
        return ClientOrderId.of(RANDOM.nextLong(1, Long.MAX_VALUE)).text();
    }
}
