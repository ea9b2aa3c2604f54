package com.rescaleequity.platform.limits;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The blocks of addresses that a client counts in: its IPv4 address, or of IPv6 the /64 that a
 * customer has, and the /56 and the /48 that a larger one may have, each with four times the room
 * of the one inside it.
 */
public final class AddressBlocks {

    /**
     * A block.
     *
     * @param name its prefix, as a key of counters
     * @param share how many times the limit of one client all of it may use
     */
    public record Block(String name, int share) {}

    private static final int IPV6_BYTES = 16;
    private static final int[] PREFIX_BYTES = {8, 7, 6};
    private static final int WIDER = 4;

    private AddressBlocks() {}

    /** The blocks of an address, the smallest first; what is no address is a block of its own. */
    public static List<Block> of(String address) {
        if (address.indexOf(':') < 0) {
            return List.of(new Block(address, 1));
        }
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            byte[] bytes = literal.getAddress();
            if (literal instanceof Inet4Address || bytes.length != IPV6_BYTES) {
                return List.of(new Block(literal.getHostAddress(), 1));
            }
            List<Block> blocks = new ArrayList<>();
            int share = 1;
            for (int prefix : PREFIX_BYTES) {
                String name = HexFormat.of().formatHex(bytes, 0, prefix) + '/' + 8 * prefix;
                blocks.add(new Block(name, share));
                share *= WIDER;
            }
            return blocks;
        } catch (IllegalArgumentException e) {
            return List.of(new Block(address, 1));
        }
    }
}
