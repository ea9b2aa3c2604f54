package com.rescaleequity.order.api;

import com.rescaleequity.order.api.LimitsView.OpenView;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.RateLimits;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the account may do; what is left of each policy stands in the headers of every answer. */
@Path("/api/v1/account/limits")
public class LimitsResource {

    private final CallContext call;
    private final Answers answers;
    private final CommandGate gate;
    private final RateLimits limits;

    public LimitsResource(CallContext call, Answers answers, CommandGate gate, RateLimits limits) {
        this.call = call;
        this.answers = answers;
        this.gate = gate;
        this.limits = limits;
    }

    /** The policies, and the markets in which the account has active orders, by symbol. */
    @GET
    @Requires
    @Limited(weight = 0)
    public Uni<Response> limits() {
        String tier = call.caller().key().tier();
        return gate.openOrders(call.accountId())
                .map(open -> answers.ok(LimitsView.of(limits, tier, active(open))));
    }

    /** Stops that wait are counted elsewhere: the limit is one of active orders. */
    private List<OpenView> active(List<OrderState> open) {
        Map<String, Integer> bySymbol = new TreeMap<>();
        for (OrderState order : open) {
            if (order.status() == OrderStatus.ACTIVE) {
                bySymbol.merge(order.symbol(), 1, Integer::sum);
            }
        }
        List<OpenView> active = new ArrayList<>();
        bySymbol.forEach((symbol, count) -> {
            Instrument rules = gate.instrument(symbol);
            if (rules != null) {
                active.add(new OpenView(symbol, count, rules.maxOpenOrders()));
            }
        });
        return active;
    }
}
