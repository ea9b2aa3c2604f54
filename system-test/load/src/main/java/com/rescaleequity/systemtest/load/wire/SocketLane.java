package com.rescaleequity.systemtest.load.wire;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A trade socket of one account, with many calls under way; their answers are matched by id. */
public final class SocketLane extends Lane {

    private static final byte[] ID = "\"id\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUCCESS =
            "\"status\":\"success\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HTTP_STATUS = "\"httpStatus\":".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_FRAME = 8 * 1024;

    /** Where an answer says how it ended: before the order that it tells of. */
    private static final int BEGINNING = 128;

    private static final int REFUSED = 400;

    private final int slots;
    private final FrameWriter writer = new FrameWriter();
    private final FrameReader reader = new FrameReader();
    private final byte[] frame = new byte[LONGEST_FRAME];

    private SocketLane(SocketChannel channel, int slots) {
        super(channel);
        this.slots = slots;
    }

    /**
     * Connects an account.
     *
     * @param socket such as http://127.0.0.1:8080/ws/trade
     * @param slots how many calls may be under way; the exchange allows 200
     */
    public static SocketLane open(URI socket, String key, int slots) throws IOException {
        SocketChannel channel = connect(socket);
        try {
            Handshake.shake(channel, socket, key);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new SocketLane(channel, slots);
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    void write(ByteBuffer into, int slot, Call call) {
        byte[] head =
                ("{\"id\":"
                                + slot
                                + ",\"method\":\""
                                + call.kind().socketMethod()
                                + "\",\"params\":")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] body = call.body();
        System.arraycopy(head, 0, frame, 0, head.length);
        System.arraycopy(body, 0, frame, head.length, body.length);
        frame[head.length + body.length] = '}';
        writer.write(into, FrameWriter.TEXT, frame, head.length + body.length + 1);
    }

    @Override
    void take(ByteBuffer bytes, Answers answers) throws IOException {
        int before = out().position();
        reader.take(bytes, new Incoming(answers));
        if (out().position() > before) {
            flush();
        }
    }

    private final class Incoming implements FrameReader.Frames {

        private final Answers answers;

        Incoming(Answers answers) {
            this.answers = answers;
        }

        @Override
        public void text(byte[] payload, int length) {
            int id = Bytes.after(payload, 0, length, ID);
            // Notices have no id, and no call waits for them.
            if (id >= 0) {
                Answer answer = new Answer(status(payload, length), payload, length);
                answers.take((int) Bytes.number(payload, id, length), answer);
            }
        }

        @Override
        public void ping(byte[] payload, int length) {
            writer.write(out(), FrameWriter.PONG, payload, length);
        }
    }

    private static int status(byte[] payload, int length) {
        if (Bytes.after(payload, 0, Math.min(length, BEGINNING), SUCCESS) >= 0) {
            return 200;
        }
        int at = Bytes.after(payload, 0, length, HTTP_STATUS);
        return at < 0 ? REFUSED : (int) Bytes.number(payload, at, length);
    }
}
