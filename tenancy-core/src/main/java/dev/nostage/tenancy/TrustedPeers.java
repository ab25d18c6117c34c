package dev.nostage.tenancy;

import static dev.nostage.problem.Quoted.quoted;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The networks whose word for a tenant counts; none, unless they are listed. */
public final class TrustedPeers {

    private static final Logger LOG = LoggerFactory.getLogger(TrustedPeers.class);

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern LITERAL = Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");
    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

    private final List<Network> networks;

    /**
     * @param cidrs addresses or networks such as {@code 10.0.0.0/8} or {@code ::1}, never host names
     * @throws IllegalArgumentException if one of them cannot be read, or names an address inside its network
     */
    public TrustedPeers(List<String> cidrs) {
        this.networks = cidrs.stream().map(Network::parse).toList();
        if (networks.stream().anyMatch(network -> network.bits == 0)) {
            LOG.warn("nostage.tenancy.trusted-peers lists a network of all addresses: whoever can connect may name any"
                    + " tenant, with no proof. List the addresses of your own gateway instead");
        }
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
            int bits = Integer.parseInt(parts[1]);
            byte[] network = network(address, bits);
            if (!Arrays.equals(network, address)) {
                throw new IllegalArgumentException("A trusted peer (nostage.tenancy.trusted-peers) was " + quoted(cidr)
                        + ", an address inside a network: write " + written(network) + "/" + bits
                        + " for the whole network, or " + parts[0] + " for that one address");
            }
            return new Network(address, bits);
        }

        /** An address without what follows its first bits. */
        private static byte[] network(byte[] address, int bits) {
            byte[] network = address.clone();
            for (int i = 0; i < network.length; i++) {
                int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
                network[i] &= (byte) (0xff << (Byte.SIZE - kept));
            }
            return network;
        }

        private static String written(byte[] address) {
            try {
                return InetAddress.getByAddress(address).getHostAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("No address has " + address.length + " bytes", e);
            }
        }

        private static IllegalArgumentException unreadable(String cidr) {
            return new IllegalArgumentException(
                    "A trusted peer (nostage.tenancy.trusted-peers) is an address or a network such as 10.0.0.0/8 or ::1, and"
                            + " this one was " + quoted(cidr));
        }

        boolean contains(byte[] other) {
            return other.length == address.length && Arrays.equals(network(other, bits), address);
        }
    }
}
