package com.rescaleequity.platform.auth;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Matches an address against a list of addresses and CIDR ranges. */
public final class IpRanges {

    private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern V6 =
            Pattern.compile("[0-9a-fA-F]{0,4}:[0-9a-fA-F:]*(:[0-9]{1,3}(\\.[0-9]{1,3}){3})?");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    private IpRanges() {}

    /** Whether a range holds the address; what is no range or address matches nothing. */
    public static boolean contains(List<String> ranges, @Nullable String ip) {
        byte[] address = literal(ip);
        if (address.length == 0) {
            return false;
        }
        return ranges.stream().anyMatch(range -> matches(range, address));
    }

    /** Whether this is an address or a range that {@link #contains} understands. */
    public static boolean isRange(String text) {
        int slash = text.indexOf('/');
        byte[] network = literal(slash < 0 ? text : text.substring(0, slash));
        return network.length > 0 && matches(text, network);
    }

    /** Whether one of the ranges holds every address of another. */
    public static boolean covers(List<String> ranges, String other) {
        int slash = other.indexOf('/');
        byte[] network = literal(slash < 0 ? other : other.substring(0, slash));
        int bits = bits(other, network.length);
        return network.length > 0
                && ranges.stream()
                        .anyMatch(range ->
                                bits(range, network.length) <= bits && matches(range, network));
    }

    /** How many bits of its addresses a range fixes. */
    private static int bits(String range, int bytes) {
        int slash = range.indexOf('/');
        return slash < 0 ? bytes * 8 : Integer.parseInt(range.substring(slash + 1));
    }

    private static boolean matches(String range, byte[] address) {
        int slash = range.indexOf('/');
        byte[] network = literal(slash < 0 ? range : range.substring(0, slash));
        if (network.length != address.length) {
            return false;
        }
        int bits = network.length * 8;
        if (slash >= 0) {
            String prefix = range.substring(slash + 1);
            if (!PREFIX.matcher(prefix).matches() || Integer.parseInt(prefix) > bits) {
                return false;
            }
            bits = Integer.parseInt(prefix);
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i % 8);
            if ((network[i / 8] & mask) != (address[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of an address literal; empty when it is none, so that no name is looked up. */
    private static byte[] literal(@Nullable String text) {
        if (text == null || !(V4.matcher(text).matches() || V6.matcher(text).matches())) {
            return new byte[0];
        }
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
