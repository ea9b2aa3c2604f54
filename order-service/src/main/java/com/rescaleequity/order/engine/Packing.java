package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.state.CorruptStateException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Makes parts of states smaller for the database, quickly rather than as small as can be. */
final class Packing {

    private Packing() {}

    static byte[] pack(byte[] part) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream packed = new ByteArrayOutputStream(part.length / 3 + 64);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    /**
     * The part again.
     *
     * @param bytes how large it must be: nothing is unpacked beyond that
     * @throws CorruptStateException when it is not
     */
    static byte[] unpack(byte[] packed, int bytes) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            byte[] part = in.readNBytes(bytes);
            if (part.length < bytes || in.read() >= 0) {
                throw new CorruptStateException("a part has another size than it says");
            }
            return part;
        } catch (IOException e) {
            throw new CorruptStateException("it cannot be unpacked: " + e.getMessage());
        }
    }
}
