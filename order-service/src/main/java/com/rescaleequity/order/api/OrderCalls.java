package com.rescaleequity.order.api;

import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.limits.Policy;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Takes every call that does something with orders to its desk, whatever way it came. */
@ApplicationScoped
public class OrderCalls {

    private static final int MOST_CREATED = 20;
    private static final int MOST_CANCELLED = 50;

    private final OrderDesk orders;
    private final AmendDesk amendments;
    private final CancelDesk cancels;
    private final BatchDesk batches;

    OrderCalls(OrderDesk orders, AmendDesk amendments, CancelDesk cancels, BatchDesk batches) {
        this.orders = orders;
        this.amendments = amendments;
        this.cancels = cancels;
        this.batches = batches;
    }

    /**
     * Does what a request wants and gives the data of its answer, or fails with a refusal; on the
     * caller's context.
     */
    public Uni<?> take(OrderAction action, OrderRequest request) {
        return switch (action) {
            case CREATE -> orders.place(request);
            case TEST -> orders.test(request);
            case AMEND -> amendments.amend(request);
            case CANCEL -> orders.cancel(request, OrderKey.read(request.fields()));
            case CANCEL_ALL -> cancels.all(request);
            case CANCEL_ALL_AFTER -> cancels.after(request);
            case CREATE_BATCH -> {
                List<Fields> items =
                        Batches.items(request.fields(), CreateRequest.FIELDS, MOST_CREATED);
                request.entrance().take(Policy.ORDERS, items.size());
                yield batches.place(request, items);
            }
            case CANCEL_BATCH -> {
                List<Fields> items =
                        Batches.items(request.fields(), OrderKey.FIELDS, MOST_CANCELLED);
                request.entrance().take(Policy.CANCELS, items.size());
                yield batches.cancel(request, items);
            }
        };
    }
}
