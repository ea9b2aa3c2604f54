package com.rescaleequity.platform.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server, and lets connections go dead: they stay open, and whatever
 * is sent on them is lost. Those that are made afterwards work.
 */
final class VanishingHost implements AutoCloseable {

    private final ServerSocket entry;
    private final int target;
    private final AtomicInteger vanished = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();

    private VanishingHost(ServerSocket entry, int target) {
        this.entry = entry;
        this.target = target;
    }

    static VanishingHost before(int target) throws IOException {
        VanishingHost host =
                new VanishingHost(
                        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().start(host::accept);
        return host;
    }

    int port() {
        return entry.getLocalPort();
    }

    void vanish() {
        vanished.incrementAndGet();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = open(entry.accept());
                Socket server = open(new Socket(InetAddress.getLoopbackAddress(), target));
                int before = vanished.get();
                Thread.ofVirtual().start(() -> carry(client, server, before));
                Thread.ofVirtual().start(() -> carry(server, client, before));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private synchronized Socket open(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private void carry(Socket from, Socket to, int before) {
        byte[] buffer = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (vanished.get() == before) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One of both has closed the connection.
        }
    }

    @Override
    public synchronized void close() throws IOException {
        entry.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
