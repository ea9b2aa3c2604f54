package com.rescaleequity.order.api;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.FieldError;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.json.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the items of a batch, each with problems of its own. */
final class Batches {

    static final Set<String> FIELDS = Set.of(Batches.NAME);

    private static final String NAME = "orders";

    private Batches() {}

    /**
     * The items' fields, in order; empty with the problem noted when there is no list.
     *
     * @throws ApiException BATCH_TOO_LARGE
     */
    static List<Fields> items(Fields body, Set<String> known, int most) {
        JsonValue given = body.value(NAME);
        if (given == null) {
            body.problem(NAME, ErrorCode.MISSING_PARAMETER, "is required.");
            return List.of();
        }
        if (!(given instanceof JsonValue.Items(List<JsonValue> values)) || values.isEmpty()) {
            body.problem(NAME, ErrorCode.INVALID_PARAMETER, "must be a list of 1 to " + most + ".");
            return List.of();
        }
        if (values.size() > most) {
            throw tooLarge(values.size(), most);
        }
        List<Fields> items = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            items.add(item(values.get(i), known, path(i)));
        }
        return items;
    }

    /** What the names of an item's fields begin with. */
    static String path(int index) {
        return NAME + '[' + index + "].";
    }

    private static Fields item(JsonValue value, Set<String> known, String path) {
        Problems problems = new Problems();
        if (value instanceof JsonValue.Members members) {
            return Fields.ofItem(members, known, problems, path);
        }
        problems.addWhole(
                path.substring(0, path.length() - 1),
                ErrorCode.INVALID_PARAMETER,
                "must be an object.");
        return Fields.ofItem(new JsonValue.Members(Map.of()), known, problems, path);
    }

    private static ApiException tooLarge(int size, int most) {
        String message = "orders holds %d, at most %d are taken.".formatted(size, most);
        return new ApiException(
                ErrorCode.BATCH_TOO_LARGE,
                message,
                List.of(new FieldError(NAME, ErrorCode.BATCH_TOO_LARGE, message)),
                Map.of("max", most));
    }
}
