package com.rescaleequity.order.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rescaleequity.platform.testing.SocketClient;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;

/** A trader's connection of the service under test; single quotes stand for double ones. */
final class TradeClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SocketClient socket;

    private TradeClient(SocketClient socket) {
        this.socket = socket;
    }

    /** Connects with a key in the URL and more parameters, each with its ampersand. */
    static TradeClient open(TestKey key, String parameters) {
        return new TradeClient(SocketClient.connect(uri(), "?token=" + key.apiKey() + parameters));
    }

    /** Connects as a client that stays when it is told goodbye. */
    static TradeClient stubborn(TestKey key, String parameters) {
        return new TradeClient(
                SocketClient.connectStubborn(uri(), "?token=" + key.apiKey() + parameters));
    }

    /** Connects without a key. */
    static TradeClient unknown() {
        return new TradeClient(SocketClient.connect(uri(), ""));
    }

    static URI uri() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return URI.create("ws://localhost:" + port + "/ws/trade");
    }

    /** The answer to a call about orders. */
    JsonNode call(String method, String params) throws InterruptedException {
        return ask("{'id':1,'method':'%s','params':%s}".formatted(method, params));
    }

    /** The answer to a message, which must be the next one. */
    JsonNode ask(String message) throws InterruptedException {
        send(message);
        return next();
    }

    void send(String message) {
        socket.send(message.replace('\'', '"'));
    }

    /** Sends what is not allowed, so that the service ends the connection. */
    void sendBinary() {
        socket.sendBinary();
    }

    JsonNode next() throws InterruptedException {
        return read(socket.nextText());
    }

    /** Why the connection has ended. */
    SocketClient.End end() {
        return socket.end();
    }

    /** Says goodbye, as a client should. */
    void leave() {
        socket.leave();
    }

    /** Is gone without a word. */
    @Override
    public void close() {
        socket.close();
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
