package com.rescaleequity.systemtest.load.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One kept connection, with room for a number of calls under way. One thread uses it. */
public abstract class Lane implements Closeable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);

    /** A lane on a connection that blocks still. */
    Lane(SocketChannel channel) {
        this.channel = channel;
    }

    static SocketChannel connect(URI target) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(target.getHost(), target.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    /** Lets a selector watch for answers. */
    public void register(Selector selector, Object attachment) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, attachment);
    }

    /** How many calls may be under way at once. */
    public abstract int slots();

    /** Puts a call into the buffer; {@link #flush} sends it. */
    public void put(int slot, Call call) throws IOException {
        if (out.remaining() < BUFFER_BYTES / 2) {
            flush();
        }
        write(out, slot, call);
    }

    /** Sends what was put; calls are small, so the socket's buffer takes them whole. */
    public void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }

    /** Reads what is there, and hands over the answers that it completes. */
    public void read(Answers answers) throws IOException {
        in.clear();
        if (channel.read(in) < 0) {
            throw new IOException("The exchange closed a connection");
        }
        take(in.flip(), answers);
    }

    abstract void write(ByteBuffer into, int slot, Call call);

    abstract void take(ByteBuffer bytes, Answers answers) throws IOException;

    /** For what is to be written besides calls. */
    ByteBuffer out() {
        return out;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
