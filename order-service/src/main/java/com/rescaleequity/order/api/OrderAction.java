package com.rescaleequity.order.api;

import com.rescaleequity.order.engine.Urgency;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.http.Needs;
import com.rescaleequity.platform.limits.Policy;
import java.util.Locale;
import java.util.Set;

/** The calls that do something with orders: their words, their fields, and what they cost. */
public enum OrderAction {
    CREATE(Urgency.CREATE, Needs.trade(Policy.ORDERS, 1), CreateRequest.FIELDS),
    TEST(Urgency.CREATE, Needs.trade(Policy.ACCOUNT, 1), CreateRequest.FIELDS),
    AMEND(Urgency.AMEND, Needs.trade(Policy.ORDERS, 1), AmendRequest.FIELDS),
    CANCEL(Urgency.CANCEL, Needs.trade(Policy.CANCELS, 1), OrderKey.FIELDS),
    CANCEL_ALL(Urgency.CANCEL, Needs.trade(Policy.CANCELS, 1), CancelDesk.ALL_FIELDS),
    /** Each item of a batch costs as one order; see {@link OrderCalls}. */
    CANCEL_BATCH(Urgency.CANCEL, Needs.trade(Policy.CANCELS, 0), Batches.FIELDS),
    CREATE_BATCH(Urgency.CREATE, Needs.trade(Policy.ORDERS, 0), Batches.FIELDS),
    CANCEL_ALL_AFTER(Urgency.CANCEL, Needs.trade(Policy.LOGGED, 1), CancelDesk.AFTER_FIELDS);

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String path = "/api/v1/orders/" + word;
    private final String text = "orders." + word;
    private final Urgency urgency;
    private final Needs needs;
    private final Set<String> fields;

    OrderAction(Urgency urgency, Needs needs, Set<String> fields) {
        this.urgency = urgency;
        this.needs = needs;
        this.fields = fields;
    }

    /** The path that it is posted to. */
    public String path() {
        return path;
    }

    /** What a body's {@code action} may repeat, e.g. {@code orders.cancel-all}. */
    public String text() {
        return text;
    }

    /** What goes before it when not everything can be taken. */
    public Urgency urgency() {
        return urgency;
    }

    /** What it needs of its caller and costs. */
    public Needs needs() {
        return needs;
    }

    /** The fields that its body may have. */
    public Set<String> fields() {
        return fields;
    }

    /**
     * Whether the body has to name the call: that of a test is, byte for byte, that of the order
     * itself, and whoever sees the signature of the one could place the other.
     */
    public boolean isNeeded(Caller caller) {
        return this == TEST && caller.key().requireSignature();
    }
}
