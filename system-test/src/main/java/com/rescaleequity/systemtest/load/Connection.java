package com.rescaleequity.systemtest.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One kept connection with at most one call under way. */
final class Connection {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final ResponseReader reader = new ResponseReader();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long due;

    private Connection(SocketChannel channel) {
        this.channel = channel;
    }

    static Connection open(InetSocketAddress address, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection connection = new Connection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    /** Sends a call; requests are small, so the socket's buffer takes them whole. */
    void send(byte[] request, long dueNanos) throws IOException {
        due = dueNanos;
        out.clear().put(request).flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** Reads what is there: the status once the answer is complete, else 0. */
    int read() throws IOException {
        in.clear();
        int count = channel.read(in);
        if (count < 0) {
            throw new IOException("The exchange closed a connection");
        }
        return reader.take(in.flip());
    }

    /** When the call under way was due. */
    long due() {
        return due;
    }

    void close() throws IOException {
        channel.close();
    }
}
