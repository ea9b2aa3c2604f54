package com.rescaleequity.systemtest.load.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The counters that every HotSpot JVM keeps in a file for jstat, mapped: reading one costs nothing
 * and the JVM does not notice. Only numbers are read.
 */
final class JvmCounters {

    private static final int MAGIC = 0xcafec0c0;
    private static final int ORDER_AT = 4;
    private static final int FIRST_ENTRY_AT = 24;
    private static final int ENTRIES_AT = 28;
    private static final int LONG_TYPE = 'J';
    private static final int ENTRY_HEAD = 20;
    private static final int LONGEST_FILE = 1 << 20;

    private final ByteBuffer memory;
    private final Map<String, Integer> places = new HashMap<>();

    private JvmCounters(ByteBuffer memory) throws IOException {
        this.memory = memory;
        if (memory.getInt(0) != MAGIC) {
            throw new IOException("Not a file of a JVM's counters");
        }
        memory.order(memory.get(ORDER_AT) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int at = memory.getInt(FIRST_ENTRY_AT);
        int entries = memory.getInt(ENTRIES_AT);
        for (int i = 0; i < entries; i++) {
            int length = memory.getInt(at);
            if (length < ENTRY_HEAD) {
                break;
            }
            if (memory.getInt(at + 8) == 0 && memory.get(at + 12) == LONG_TYPE) {
                places.put(name(at + memory.getInt(at + 4)), at + memory.getInt(at + 16));
            }
            at += length;
        }
    }

    /** The counters of a running JVM of this machine's same user. */
    static JvmCounters of(long pid) throws IOException {
        String user = System.getProperty("user.name");
        return of(Path.of("/tmp", "hsperfdata_" + user, String.valueOf(pid)));
    }

    static JvmCounters of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = Math.min(LONGEST_FILE, channel.size());
            return new JvmCounters(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
        }
    }

    private String name(int at) {
        StringBuilder name = new StringBuilder();
        for (int i = at; memory.get(i) != 0; i++) {
            name.append((char) memory.get(i));
        }
        return new String(
                name.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.US_ASCII);
    }

    boolean has(String name) {
        return places.containsKey(name);
    }

    long value(String name) {
        Integer place = places.get(name);
        return place == null ? 0 : memory.getLong(place);
    }
}
