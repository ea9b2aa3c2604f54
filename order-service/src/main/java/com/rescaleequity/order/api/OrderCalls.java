package com.rescaleequity.order.api;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.json.Fields;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes every call that does something with orders to its desk, whatever way it came. */
@ApplicationScoped
public class OrderCalls {

    private static final int MOST_CREATED = 20;
    private static final int MOST_CANCELLED = 50;

    private final OrderDesk orders;
    private final AmendDesk amendments;
    private final CancelDesk cancels;
    private final BatchDesk batches;
    private final CommandGate gate;

    OrderCalls(
            OrderDesk orders,
            AmendDesk amendments,
            CancelDesk cancels,
            BatchDesk batches,
            CommandGate gate) {
        this.orders = orders;
        this.amendments = amendments;
        this.cancels = cancels;
        this.batches = batches;
        this.gate = gate;
    }

    /**
     * What such a call would be refused with now, null when it would be taken: a look that costs
     * next to nothing, before anything else is done for it.
     */
    public @Nullable ApiException refusal(OrderAction action) {
        return gate.refusal(action.urgency());
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
            case CREATE_BATCH ->
                    batches.place(
                            request, items(action, request, CreateRequest.FIELDS, MOST_CREATED));
            case CANCEL_BATCH ->
                    batches.cancel(
                            request, items(action, request, OrderKey.FIELDS, MOST_CANCELLED));
        };
    }

    /** The items of a batch, each of which is paid for. */
    private static List<Fields> items(
            OrderAction action, OrderRequest request, Set<String> known, int most) {
        List<Fields> items = Batches.items(request.fields(), known, most);
        request.entrance().take(action.needs().policy(), items.size());
        return items;
    }
}
