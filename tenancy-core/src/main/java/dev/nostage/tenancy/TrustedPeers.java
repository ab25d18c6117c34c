package dev.nostage.tenancy;

import static dev.nostage.problem.Quoted.quoted;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The networks whose word for a tenant counts; none, unless they are listed. */
public final class TrustedPeers {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern LITERAL = Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");
    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

    private final List<Network> networks;

    /**
     * @param cidrs addresses or networks such as {@code 10.0.0.0/8} or {@code ::1}, never host names
     * @throws IllegalArgumentException if one of them cannot be read
     */
    public TrustedPeers(List<String> cidrs) {
        this.networks = cidrs.stream().map(Network::parse).toList();
    }

    public boolean trusts(InetAddress peer) {
        byte[] address = peer.getAddress();
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** The address that a text writes down; empty if it writes none. A name is never looked up. */
    public static Optional<InetAddress> address(String literal) {
        if (!LITERAL.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty(); // digits and colons that are no address
        }
    }

    private static final class Network {

        private final byte[] address;
        private final int bits;

        Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        static Network parse(String cidr) {
            String[] parts = cidr.strip().split("/", -1);
            if (parts.length > 2) {
                throw unreadable(cidr);
            }
            byte[] address =
                    address(parts[0]).orElseThrow(() -> unreadable(cidr)).getAddress();
            int longest = address.length * Byte.SIZE;
            if (parts.length == 1) {
                return new Network(address, longest);
            }
            // An IPv4 address written as an IPv6 one leaves open which of the two the bits count.
            boolean mapped = address.length == 4 && parts[0].indexOf(':') >= 0;
            if (mapped || !BITS.matcher(parts[1]).matches() || Integer.parseInt(parts[1]) > longest) {
                throw unreadable(cidr);
            }
            return new Network(address, Integer.parseInt(parts[1]));
        }

        private static IllegalArgumentException unreadable(String cidr) {
            return new IllegalArgumentException(
                    "A trusted peer (nostage.tenancy.trusted-peers) is an address or a network such as 10.0.0.0/8 or ::1, and"
                            + " this one was " + quoted(cidr));
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            if (!Arrays.equals(address, 0, whole, other, 0, whole)) {
                return false;
            }
            int rest = bits % Byte.SIZE;
            int mask = 0xff << (Byte.SIZE - rest);
            return rest == 0 || ((address[whole] ^ other[whole]) & mask & 0xff) == 0;
        }
    }
}
