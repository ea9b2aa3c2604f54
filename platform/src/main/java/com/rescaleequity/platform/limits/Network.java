package com.rescaleequity.platform.limits;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What an address counts as: an IPv4 address alone; an IPv6 address as its /64, which is one
 * customer's, and as the /56 and /48 around it, which anybody can have too, with more room.
 *
 * @param name the IPv4 address, or the prefix in hexadecimal and its length
 * @param room how many times the limit of one address it may use
 */
public record Network(String name, long room) {

    private static final int V6_BYTES = 16;
    private static final int[] PREFIX_BYTES = {8, 7, 6};
    private static final long ROOM_STEP = 4;

    /** The networks of an address, the narrowest first; what is no address counts as it is. */
    public static List<Network> of(String address) {
        if (address.indexOf(':') < 0) {
            return List.of(new Network(address, 1));
        }
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            byte[] bytes = literal.getAddress();
            if (bytes.length != V6_BYTES) {
                return List.of(new Network(literal.getHostAddress(), 1));
            }
            List<Network> networks = new ArrayList<>();
            long room = 1;
            for (int length : PREFIX_BYTES) {
                String prefix = HexFormat.of().formatHex(bytes, 0, length);
                networks.add(new Network(prefix + '/' + length * Byte.SIZE, room));
                room *= ROOM_STEP;
            }
            return networks;
        } catch (IllegalArgumentException e) {
            return List.of(new Network(address, 1));
        }
    }
}
