package com.rescaleequity.platform.auth;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Matches an address against a list of addresses and CIDR ranges. */
final class IpRanges {

    private IpRanges() {}

    static boolean contains(List<String> ranges, @Nullable String ip) {
        byte[] address = literal(ip);
        if (address.length == 0) {
            return false;
        }
        return ranges.stream().anyMatch(range -> matches(range, address));
    }

    private static boolean matches(String range, byte[] address) {
        int slash = range.indexOf('/');
        byte[] network = literal(slash < 0 ? range : range.substring(0, slash));
        if (network.length != address.length) {
            return false;
        }
        int bits = slash < 0 ? network.length * 8 : Integer.parseInt(range.substring(slash + 1));
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
        if (text == null || !text.matches("[0-9a-fA-F.:]+")) {
            return new byte[0];
        }
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
