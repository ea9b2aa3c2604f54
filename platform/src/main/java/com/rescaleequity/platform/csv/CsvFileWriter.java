package com.rescaleequity.platform.csv;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.runtime.CallerContext;
import com.rescaleequity.platform.runtime.OnceAMinute;
import io.netty.channel.ChannelPipeline;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Sends a file piece by piece: the next is read when the connection has taken the one before. A
 * file whose rest cannot be read is broken off with its connection, so that nobody takes a part for
 * the whole.
 */
@Provider
public class CsvFileWriter implements ServerMessageBodyWriter<CsvFile> {

    private static final Logger LOG = Logger.getLogger(CsvFileWriter.class);
    private static final OnceAMinute WARNING = new OnceAMinute();

    /** The name of the server's handler that ends idle connections. */
    private static final String IDLE = "idle";

    /** How long a reader may take for a piece, and for a whole file. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LONGEST = Duration.ofMinutes(15);

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType media) {
        return CsvFile.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return CsvFile.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            CsvFile file,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("A file is sent as fast as its reader takes it");
    }

    @Override
    public void writeResponse(CsvFile file, Type generic, ServerRequestContext context) {
        ResteasyReactiveRequestContext call = (ResteasyReactiveRequestContext) context;
        if (call.getMethod().equals(HttpMethod.HEAD)) {
            context.serverResponse().end();
            return;
        }
        call.suspend();
        ServerHttpResponse response = context.serverResponse();
        response.setChunked(true);
        // The server ends connections on which nothing comes in for a while, as while a file goes
        // out: this one is bounded by how its reader takes it instead, and is used for no more.
        response.setResponseHeader("Connection", "close");
        RoutingContext http = call.unwrap(RoutingContext.class);
        if (http != null && http.request().connection() instanceof ConnectionBase connection) {
            ChannelPipeline pipeline = connection.channel().pipeline();
            if (pipeline.get(IDLE) != null) {
                pipeline.remove(IDLE);
            }
        }
        new Sending(file, call, response, System.nanoTime() + LONGEST.toNanos())
                .write(file.beginning());
    }

    private record Sending(
            CsvFile file,
            ResteasyReactiveRequestContext call,
            ServerHttpResponse response,
            long end) {

        void write(byte[] piece) {
            if (response.closed()) {
                call.resume();
                return;
            }
            if (System.nanoTime() - end > 0) {
                breakOff(new TimeoutException());
                return;
            }
            CallerContext.onCaller(
                            Uni.createFrom()
                                    .completionStage(response.write(piece))
                                    .ifNoItem()
                                    .after(PATIENCE)
                                    .fail())
                    .subscribe()
                    .with(taken -> goOn(), this::breakOff);
        }

        private void goOn() {
            file.next()
                    .subscribe()
                    .with(
                            piece -> {
                                if (piece.length == 0) {
                                    response.end();
                                    call.resume();
                                } else {
                                    write(piece);
                                }
                            },
                            this::breakOff);
        }

        private void breakOff(Throwable failure) {
            boolean common =
                    failure instanceof ApiException
                            || failure instanceof TimeoutException
                            || failure instanceof IOException
                            || response.closed();
            if (!common && WARNING.isDue()) {
                LOG.warn("A file was broken off", failure);
            } else {
                LOG.debugf(failure, "A file was broken off");
            }
            response.reset();
            call.resume();
        }
    }
}
