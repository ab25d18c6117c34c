package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import dev.nostage.event.Logged;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrustedPeersTest {

    @Test
    void trustsNobodyUnlessToldTo() throws UnknownHostException {
        assertThat(new TrustedPeers(List.of()).trusts(address("127.0.0.1"))).isFalse();
    }

    @ParameterizedTest(name = "{0} holds {1}: {2}")
    @CsvSource({
        "10.0.0.7,          10.0.0.7,           true",
        "10.0.0.7,          10.0.0.8,           false",
        "10.0.0.0/8,        10.0.0.0,           true",
        "10.0.0.0/8,        10.255.255.255,     true",
        "10.0.0.0/8,        11.0.0.0,           false",
        "10.0.0.0/8,        9.255.255.255,      false",
        "192.168.16.0/20,   192.168.31.255,     true",
        "192.168.16.0/20,   192.168.32.0,       false",
        "192.168.16.0/20,   192.168.15.255,     false",
        "192.168.0.128/25,  192.168.0.128,      true",
        "192.168.0.128/25,  192.168.0.127,      false",
        "10.0.0.6/31,       10.0.0.7,           true",
        "10.0.0.6/31,       10.0.0.8,           false",
        "10.0.0.7/32,       10.0.0.6,           false",
        "0.0.0.0/0,         203.0.113.9,        true",
        "0.0.0.0/0,         2001:db8::1,        false",
        "::1,               ::1,                true",
        "::1,               ::2,                false",
        "::1,               127.0.0.1,          false",
        "127.0.0.1,         ::1,                false",
        "2001:db8::/32,     2001:db8:ffff::1,   true",
        "2001:db8::/32,     2001:db9::,         false",
        "fe80::/10,         febf::1,            true",
        "fe80::/10,         fec0::1,            false",
        "2001:db8::4/127,   2001:db8::5,        true",
        "2001:db8::4/127,   2001:db8::6,        false",
        "2001:db8::4/128,   2001:db8::5,        false",
        "::/0,              2001:db8::1,        true",
        "::/0,              10.0.0.1,           false",
        "' 10.0.0.7 ',      10.0.0.7,           true"
    })
    void holdsANetworkToItsEdges(String network, String peer, boolean trusted) throws UnknownHostException {
        assertThat(new TrustedPeers(List.of(network)).trusts(address(peer))).isEqualTo(trusted);
    }

    @Test
    void knowsAnIpv4PeerThatComesMappedIntoIpv6() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 10, 0, 0, 7};

        assertThat(new TrustedPeers(List.of("10.0.0.0/8")).trusts(InetAddress.getByAddress(mapped)))
                .isTrue();
        assertThat(new TrustedPeers(List.of("::ffff:10.0.0.7")).trusts(address("10.0.0.7")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "localhost",
                "trusted.example.com",
                "10.example",
                "a",
                "dead.beef",
                "10",
                "10.0.0",
                "10.0.0.0.0",
                "10.0.0.256",
                "999.1.1.1",
                "010.0.0.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "2130706433",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/\u0668",
                "10.0.0.0/8/8",
                "10.0.0.0/8a",
                "10.0.0.0/ 8",
                "10.0.0.0/99999999999",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0-10.0.0.9",
                "10.0.0.1:8080",
                "/8",
                "::/129",
                ":::",
                ":",
                "1:2",
                "12345::",
                "[::1]",
                "[::1]/128",
                "fe80::1%eth0",
                "::ffff:10.0.0.0/104",
                "::ffff:10.0.0.0/8",
                "\u0661\u0660.0.0.1",
                "10.0.0.1\u0000",
                "10.0.0.1,10.0.0.2"
            })
    void refusesWhatIsNoNetworkWithoutLookingItUp(String hostile) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustedPeers(List.of("10.0.0.1", hostile)))
                .withMessageContaining("A trusted peer (nostage.tenancy.trusted-peers) is an address or a network")
                .satisfies(refusal -> assertThat(refusal.getMessage().chars()).allMatch(c -> c >= 0x20 && c < 0x7f));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8,       10.0.0.0/8,      10.1.2.3",
        "10.0.0.129/25,    10.0.0.128/25,   10.0.0.129",
        "192.168.1.1/0,    0.0.0.0/0,       192.168.1.1",
        "255.255.255.255/9, 255.128.0.0/9,  255.255.255.255",
        "2001:db8::1/33,   2001:db8:0:0:0:0:0:0/33, 2001:db8::1"
    })
    void refusesAnAddressInsideANetworkAndSaysWhatMayBeMeant(String written, String network, String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustedPeers(List.of(written)))
                .withMessageContainingAll(
                        "nostage.tenancy.trusted-peers",
                        "\"" + written + "\"",
                        "write " + network + " for",
                        "or " + address + " for");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, 1", "::/0, 1", "10.0.0.0/8, 0", "0.0.0.0/1, 0"})
    void warnsOfANetworkThatHoldsEverybody(String network, int warnings) {
        try (Logged logged = new Logged(TrustedPeers.class.getName(), Level.WARN)) {
            assertThat(new TrustedPeers(List.of("127.0.0.1", network))).isNotNull();

            assertThat(logged.lines())
                    .hasSize(warnings)
                    .allSatisfy(line -> assertThat(line.getFormattedMessage())
                            .contains("nostage.tenancy.trusted-peers", "any tenant"));
        }
    }

    @Test
    void quotesWhatItCouldNotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustedPeers(List.of("trusted.example.com\n")))
                .withMessageContaining("\"trusted.example.com\\u000a\"");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7,         10.0.0.7",
        "::1,              0:0:0:0:0:0:0:1",
        "::ffff:10.0.0.7,  10.0.0.7",
        "2001:DB8::4,      2001:db8:0:0:0:0:0:4"
    })
    void readsAnAddressThatIsWrittenDown(String literal, String address) {
        assertThat(TrustedPeers.address(literal))
                .map(InetAddress::getHostAddress)
                .contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "a", "10", "10.0.0", "010.0.0.1", "1:2", ".a:b", ".:", "[::1]", "fe80::1%lo"})
    void readsNoAddressWhereThereIsOnlyAName(String name) {
        assertThat(TrustedPeers.address(name)).isEmpty();
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getAllByName(literal)[0];
    }
}
