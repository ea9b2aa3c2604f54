package com.rescaleequity.order.api;

import com.rescaleequity.platform.json.JsonWriter;
import com.rescaleequity.platform.json.JsonWriter.Written;
import com.rescaleequity.platform.view.OrderView;
import java.io.IOException;

/**
 * An order after its amendment.
 *
 * @param priorityKept whether it kept its place in the queue
 */
public record AmendedView(OrderView order, boolean priorityKept) implements Written {

    @Override
    public void write(JsonWriter out) throws IOException {
        out.beginObject();
        order.writeFields(out);
        out.flag("priorityKept", priorityKept);
        out.endObject();
    }
}
