package com.rescaleequity.market.publish;

import com.google.protobuf.MessageLite;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * The way to the market.* topics: one channel with one producer, so records keep their order across
 * topics. Used by one thread, which waits before it has too many on the way.
 */
@ApplicationScoped
class MarketRecordSender {

    private static final int ON_THE_WAY = 4096;

    private final Emitter<ProducerRecord<String, byte[]>> emitter;
    private final List<CompletionStage<Void>> waiting = new ArrayList<>();

    MarketRecordSender(
            @Channel("market")
                    @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2 * ON_THE_WAY)
                    Emitter<ProducerRecord<String, byte[]>> emitter) {
        this.emitter = emitter;
    }

    /** Sends, without waiting unless much is on the way. */
    void send(String topic, String symbol, MessageLite message) {
        if (waiting.size() >= ON_THE_WAY) {
            flush();
        }
        waiting.add(emitter.send(new ProducerRecord<>(topic, symbol, message.toByteArray())));
    }

    /** Waits until everything sent is acknowledged. */
    void flush() {
        CompletableFuture<?>[] sent =
                waiting.stream()
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture<?>[]::new);
        waiting.clear();
        CompletableFuture.allOf(sent).join();
    }
}
