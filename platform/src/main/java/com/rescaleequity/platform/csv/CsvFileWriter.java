package com.rescaleequity.platform.csv;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
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
        context.serverResponse().setChunked(true);
        new Sending(file, call, context.serverResponse()).write(file.beginning());
    }

    private record Sending(
            CsvFile file, ResteasyReactiveRequestContext call, ServerHttpResponse response) {

        void write(byte[] piece) {
            if (response.closed()) {
                call.resume();
                return;
            }
            var _ =
                    response.write(piece)
                            .whenComplete((taken, failure) -> {
                                if (failure == null) {
                                    goOn();
                                } else {
                                    breakOff(failure);
                                }
                            });
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
            LOG.debugf(failure, "A file was broken off");
            response.reset();
            call.resume();
        }
    }
}
