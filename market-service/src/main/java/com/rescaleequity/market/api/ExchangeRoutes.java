package com.rescaleequity.market.api;

import com.rescaleequity.market.exchange.ExchangeAdmin;
import com.rescaleequity.market.instrument.Wish;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.maintenance.Maintenance;
import com.rescaleequity.platform.operator.OperatorCall;
import com.rescaleequity.platform.operator.OperatorCalls;
import com.rescaleequity.protocol.market.ExchangeState;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operator's calls about the exchange as a whole. A change is answered once it is known. */
@ApplicationScoped
public class ExchangeRoutes {

    private static final String STATE = "/admin/v1/exchange/state";
    private static final int MESSAGE_LENGTH = 500;
    private static final Map<String, Boolean> STATES = Map.of("online", false, "maintenance", true);

    private final OperatorCalls calls;
    private final ExchangeAdmin admin;
    private final Maintenance maintenance;

    public ExchangeRoutes(OperatorCalls calls, ExchangeAdmin admin, Maintenance maintenance) {
        this.calls = calls;
        this.admin = admin;
        this.maintenance = maintenance;
    }

    /**
     * How the exchange is put.
     *
     * @param pending whether this service has not heard of it yet
     */
    record StateView(
            String state,
            @Nullable String message,
            @Nullable Long until,
            long updatedAt,
            boolean pending) {

        static StateView of(ExchangeState state, boolean pending) {
            return new StateView(
                    state.getMaintenance() ? "maintenance" : "online",
                    state.getMessage().isEmpty() ? null : state.getMessage(),
                    state.getUntil() == 0 ? null : state.getUntil(),
                    state.getUpdatedAt(),
                    pending);
        }
    }

    void install(@Observes ManagementInterface management) {
        calls.get(
                management,
                STATE,
                call ->
                        Uni.createFrom()
                                .item(StateView.of(maintenance.state(), !maintenance.isKnown())));
        calls.post(management, STATE, this::set);
    }

    private Uni<StateView> set(OperatorCall call) {
        Problems problems = new Problems();
        OperatorCall.Change change = call.change(Set.of("state", "message", "until"), problems);
        Fields fields = change.fields();
        if (!fields.has("state")) {
            fields.problem("state", ErrorCode.MISSING_PARAMETER, "is required.");
        }
        Boolean wanted = fields.choice("state", STATES, ErrorCode.INVALID_PARAMETER);
        String message = fields.text("message");
        if (message != null && message.length() > MESSAGE_LENGTH) {
            fields.problem(
                    "message",
                    ErrorCode.INVALID_PARAMETER,
                    "must be at most " + MESSAGE_LENGTH + " characters.");
        }
        Long until = fields.integer("until", 1, MarketQuery.LATEST_TIME);
        problems.throwIfAny();
        ExchangeState state =
                ExchangeState.newBuilder()
                        .setMaintenance(Boolean.TRUE.equals(wanted))
                        .setMessage(message == null ? "" : message)
                        .setUntil(until == null ? 0 : until)
                        .build();
        return admin.set(state, Wish.of(call, change)).chain(this::known);
    }

    private Uni<StateView> known(ExchangeState told) {
        return InForce.await(() -> maintenance.state().getUpdatedAt() >= told.getUpdatedAt())
                .map(done -> StateView.of(told, !done));
    }
}
