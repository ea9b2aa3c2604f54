package com.rescaleequity.local.ingress;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the ingress, until its answer is passed back. What changes nothing
 * is asked of another replica when its answer is lost, and so is what has an idempotency key, which
 * is done once. Any other write is sent once: nobody knows whether it was done, and the client is
 * told so. Nobody waits longer than the patience.
 */
final class Passage implements OnTheWay.Traveller {

    /** Longer than a service takes to say that it does not know; a client waits at most 6 s. */
    private static final long PATIENCE_NANOS = 5_300_000_000L;

    private static final Set<Integer> NOT_TAKEN = Set.of(401, 403, 429, 503);

    /**
     * How a request is passed on.
     *
     * @param whole whether the ingress has all of its body, so that it could be sent again
     * @param arrived runs when it is on its way no more
     */
    record Parcel(
            boolean whole,
            Buffer body,
            Function<HttpClientRequest, Future<HttpClientResponse>> send,
            Runnable arrived) {

        static Parcel empty() {
            return new Parcel(true, Buffer.buffer(), HttpClientRequest::send, () -> {});
        }

        static Parcel whole(Buffer body, Runnable arrived) {
            return new Parcel(true, body, out -> out.send(body), arrived);
        }

        static Parcel streamed(Function<HttpClientRequest, Future<HttpClientResponse>> send) {
            return new Parcel(false, Buffer.buffer(), send, () -> {});
        }
    }

    private final HttpClient client;
    private final HttpServerRequest request;
    private final MultiMap head;
    private final Parcel parcel;
    private final Replicas replicas;
    private final OnTheWay others;
    private final boolean repeatable;
    private final long begun = System.nanoTime();
    private final Set<Replica> tried = new HashSet<>();
    private int attempt;
    private boolean sent;
    private boolean sentBefore;
    private @Nullable HttpClientRequest out;
    private @Nullable Replica at;

    Passage(
            HttpClient client,
            HttpServerRequest request,
            MultiMap head,
            Parcel parcel,
            Replicas replicas,
            OnTheWay others) {
        this.client = client;
        this.request = request;
        this.head = head;
        this.parcel = parcel;
        this.replicas = replicas;
        this.others = others;
        this.repeatable = parcel.whole() && LostWrite.mayBeRepeated(request);
    }

    void start() {
        others.add(this);
        go();
    }

    /** Goes to the next replica, which must not happen once a write without a key has been sent. */
    private void go() {
        Replica next = replicas.next(tried);
        sentBefore |= sent;
        sent = false;
        if (next == null) {
            giveUp();
            return;
        }
        tried.add(next);
        at = next;
        int number = ++attempt;
        open(next.upstream())
                .onComplete(opened -> {
                    if (number != attempt) {
                        opened.map(HttpClientRequest::reset);
                    } else if (opened.failed()) {
                        go();
                    } else {
                        out = opened.result();
                        sent = true;
                        // What it throws is an answer that will not come.
                        Future.succeededFuture(opened.result())
                                .compose(parcel.send())
                                .onComplete(answer -> answered(number, answer));
                    }
                });
    }

    private Future<HttpClientRequest> open(Upstream upstream) {
        return client.request(
                        new RequestOptions()
                                .setHost(upstream.host())
                                .setPort(upstream.port())
                                .setMethod(request.method())
                                .setURI(request.uri()))
                .onSuccess(opened -> opened.headers().setAll(head));
    }

    private void answered(int number, AsyncResult<HttpClientResponse> answer) {
        if (number != attempt) {
            return;
        }
        if (answer.failed()) {
            lost();
            return;
        }
        if (saysNothingOf(answer.result().statusCode())) {
            giveUp();
            return;
        }
        Future<Void> passed = AnswerForwarder.passBack(request, answer.result());
        if (request.response().headWritten()) {
            // The rest may take as long as the client wants.
            others.streams(this);
        }
        passed.onComplete(done -> {
            if (number == attempt) {
                if (done.succeeded() || request.response().headWritten()) {
                    out = null;
                    end();
                } else {
                    lost();
                }
            }
        });
    }

    /**
     * Whether an answer is about its own attempt alone: a replica that takes nothing from this
     * client now does not say that the attempt before was not done either.
     */
    private boolean saysNothingOf(int status) {
        return sentBefore && NOT_TAKEN.contains(status) && !LostWrite.changesNothing(request);
    }

    @Override
    public void cut(Replica gone) {
        if (at == gone) {
            end();
            HangUp.breakOff(request);
        }
    }

    /** The replica has gone, or its answer has. */
    private void lost() {
        if (repeatable) {
            go();
        } else {
            giveUp();
        }
    }

    /** Whoever may be sent again goes elsewhere. */
    @Override
    public void leave(Replica silent) {
        if (at == silent && (repeatable || !sent) && replicas.hasOther(tried)) {
            reset();
            go();
        }
    }

    @Override
    public boolean hasWaitedTooLong(long now) {
        return now - begun > PATIENCE_NANOS;
    }

    @Override
    public void giveUp() {
        boolean mayBeDone = (sent || sentBefore) && !LostWrite.changesNothing(request);
        end();
        if (!parcel.whole()) {
            // No service does what is as large as that, whatever became of its answer.
            IngressRefusals.tooLarge(request);
        } else if (mayBeDone) {
            IngressRefusals.unknown(request, LostWrite.details(request, parcel.body()));
        } else {
            IngressRefusals.unavailable(request);
        }
    }

    private void end() {
        others.remove(this);
        parcel.arrived().run();
        reset();
    }

    /** What still comes from the replica that was asked last does not count any more. */
    private void reset() {
        attempt++;
        HttpClientRequest last = out;
        out = null;
        if (last != null) {
            // Does nothing to a request whose answer has come whole.
            last.reset();
        }
    }
}
