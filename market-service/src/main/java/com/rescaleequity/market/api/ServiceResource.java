package com.rescaleequity.market.api;

import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.environment.Environment;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.limits.Limited;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The calls about the exchange itself; they need no key. */
@Path("/api/v1/market")
public class ServiceResource {

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Answers answers;
    private final Clock clock;
    private final String environment;
    private final String version;
    private final ExchangeStatus exchange;

    ServiceResource(
            Answers answers,
            Clock clock,
            ExchangeStatus exchange,
            Environment environment,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.answers = answers;
        this.clock = clock;
        this.environment = environment.text();
        this.version = version;
        this.exchange = exchange;
    }

    /** The server's clock. */
    record Time(long serverTime, String iso) {}

    /** Whether the exchange works. */
    record Status(
            String status,
            String environment,
            @Nullable String message,
            @Nullable Long until,
            long updatedAt,
            String version) {}

    @GET
    @Path("/time")
    @Requires(open = true)
    @Limited
    public Uni<Response> time() {
        long now = clock.millis();
        return ok(new Time(now, ISO.format(Instant.ofEpochMilli(now))));
    }

    @GET
    @Path("/status")
    @Requires(open = true)
    @Limited
    public Uni<Response> status() {
        ExchangeStatus.Current now = exchange.current();
        return ok(
                new Status(
                        now.word(),
                        environment,
                        now.message(),
                        now.until(),
                        now.updatedAt(),
                        version));
    }

    @GET
    @Path("/ping")
    @Requires(open = true)
    @Limited
    public Uni<Response> ping() {
        return ok(Map.of());
    }

    private Uni<Response> ok(Object data) {
        return Uni.createFrom().item(answers.ok(data));
    }
}
