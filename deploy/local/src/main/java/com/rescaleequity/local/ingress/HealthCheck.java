package com.rescaleequity.local.ingress;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Collection;
import java.util.function.Consumer;

/** Asks every replica a few times a second whether it is ready, and tells who has gone silent. */
final class HealthCheck {

    private static final long INTERVAL_MILLIS = 250;
    private static final long LONGEST_MILLIS = 20_000;

    private final HttpClient client;
    private final Collection<Replicas> services;
    private final Consumer<Replica> onSilent;

    HealthCheck(HttpClient client, Collection<Replicas> services, Consumer<Replica> onSilent) {
        this.client = client;
        this.services = services;
        this.onSilent = onSilent;
    }

    /** Called on the event loop on which everything else of the ingress runs. */
    void start(Vertx vertx) {
        vertx.setPeriodic(0, INTERVAL_MILLIS, timer -> look());
    }

    private void look() {
        for (Replicas service : services) {
            for (Replica replica : service.all()) {
                if (!replica.isAsked()) {
                    ask(replica);
                }
                if (replica.fitness().compareTo(Replica.Fitness.SILENT) >= 0) {
                    onSilent.accept(replica);
                }
            }
        }
    }

    private void ask(Replica replica) {
        Upstream upstream = replica.upstream();
        replica.askedNow();
        client.request(
                        new RequestOptions()
                                .setHost(upstream.host())
                                .setPort(upstream.healthPort())
                                .setMethod(HttpMethod.GET)
                                .setURI("/health/ready")
                                .setTimeout(LONGEST_MILLIS))
                .compose(request -> request.send())
                .compose(answer -> answer.body().map(body -> isReady(answer)))
                .onSuccess(replica::answered)
                .onFailure(e -> replica.unreachable());
    }

    private static boolean isReady(HttpClientResponse answer) {
        return answer.statusCode() == 200;
    }
}
