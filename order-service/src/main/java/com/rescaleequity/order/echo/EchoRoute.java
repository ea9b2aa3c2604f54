package com.rescaleequity.order.echo;

import com.rescaleequity.platform.kafka.KafkaClients;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/orders/echo}: answers with the body once it has come back from the log. It
 * stands before everything else, knows no keys and no JSON, and is not there unless {@code
 * exchange.testing.echo} is true.
 */
@ApplicationScoped
public class EchoRoute {

    private static final String PATH = "/api/v1/orders/echo";

    private final boolean enabled;
    private final KafkaClients kafka;
    private @Nullable EchoLog log;

    EchoRoute(
            @ConfigProperty(name = "exchange.testing.echo", defaultValue = "false") boolean enabled,
            KafkaClients kafka) {
        this.enabled = enabled;
        this.kafka = kafka;
    }

    void install(@Observes Router router) {
        if (!enabled) {
            return;
        }
        EchoLog opened = EchoLog.open(kafka);
        log = opened;
        router.route(HttpMethod.POST, PATH)
                .order(Integer.MIN_VALUE)
                .handler(ctx -> echo(ctx, opened));
    }

    void stop(@Observes ShutdownEvent event) {
        if (log != null) {
            log.close();
        }
    }

    private static void echo(RoutingContext ctx, EchoLog log) {
        Context context = Vertx.currentContext();
        ctx.request()
                .resume()
                .body()
                .onSuccess(body ->
                        log.send(
                                body.getBytes(),
                                back -> context.runOnContext(ignored -> answer(ctx, back))));
    }

    private static void answer(RoutingContext ctx, byte[] body) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(body));
    }
}
