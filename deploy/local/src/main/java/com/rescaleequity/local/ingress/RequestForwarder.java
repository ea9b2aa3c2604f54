package com.rescaleequity.local.ingress;

import com.rescaleequity.platform.http.HttpDoor;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Takes requests in and sends each on its way. */
final class RequestForwarder {

    private final HttpClient client;
    private final OnTheWay onTheWay;
    private final BodyIntake bodies = new BodyIntake();

    RequestForwarder(HttpClient client, OnTheWay onTheWay) {
        this.client = client;
        this.onTheWay = onTheWay;
    }

    void forward(HttpServerRequest request, Replicas replicas) {
        MultiMap head;
        try {
            head = Headers.forService(request);
        } catch (IllegalArgumentException e) {
            IngressRefusals.malformed(request);
            return;
        }
        long length = contentLength(request);
        if (length == 0) {
            start(request, head, Passage.Parcel.empty(), replicas);
        } else if (length > HttpDoor.MAX_BODY) {
            // A service refuses it by its head.
            request.pause();
            Passage.Parcel parcel = Passage.Parcel.streamed(out -> stream(request, length, out));
            start(request, head, parcel, replicas);
        } else {
            takeIn(request, head, length < 0 ? HttpDoor.MAX_BODY : length, replicas);
        }
    }

    private void takeIn(HttpServerRequest request, MultiMap head, long longest, Replicas replicas) {
        BodyIntake.Room room = bodies.room(longest);
        if (room == null) {
            IngressRefusals.unavailable(request);
            return;
        }
        bodies.take(
                request,
                room,
                body -> start(request, head, Passage.Parcel.whole(body, room::leave), replicas),
                () -> IngressRefusals.tooLarge(request));
    }

    private void start(
            HttpServerRequest request, MultiMap head, Passage.Parcel parcel, Replicas replicas) {
        new Passage(client, request, head, parcel, replicas, onTheWay).start();
    }

    private static long contentLength(HttpServerRequest request) {
        if (request.headers().contains("Transfer-Encoding")) {
            return -1;
        }
        String header = request.getHeader("Content-Length");
        if (header != null) {
            return Long.parseLong(header);
        }
        // Frames of HTTP/2 say where a body ends; a request of HTTP/1 that says nothing has none.
        return request.version() == HttpVersion.HTTP_2 ? -1 : 0;
    }

    private static Future<HttpClientResponse> stream(
            HttpServerRequest request, long length, HttpClientRequest out) {
        out.putHeader("Content-Length", String.valueOf(length));
        // The service hears of it whether or not the client ever sends the rest.
        out.sendHead();
        request.pipe().endOnFailure(false).to(out).onFailure(e -> out.reset());
        return out.response();
    }
}
