package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeaderTenantSourceTest {

    private final HeaderTenantSource source = new HeaderTenantSource(new TrustedPeers(List.of("127.0.0.1")));

    @Test
    void findsTheTenantThatATrustedPeerNames() {
        assertThat(source.resolve(SentRequest.withHeaders("Tenant-Id", "acme")))
                .isEqualTo(Resolution.found(new TenantId("acme")));
    }

    @Test
    void hasNothingToSayWithoutTheHeader() {
        assertThat(source.resolve(SentRequest.withHeaders())).isEqualTo(Resolution.absent());
    }

    @Test
    void refusesTheHeaderFromAnyOtherPeerEvenIfItIsMalformed() throws UnknownHostException {
        InetAddress stranger = InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, 9});

        assertRefused(SentRequest.withHeaders("Tenant-Id", "acme").from(stranger), TenantRefusedException.class);
        assertRefused(SentRequest.withHeaders("Tenant-Id", "../x").from(stranger), TenantRefusedException.class);
    }

    @Test
    void refusesTheHeaderWhereThePeerIsNotKnown() {
        assertRefused(SentRequest.withHeaders("Tenant-Id", "acme").from(null), TenantRefusedException.class);
    }

    @Test
    void asksTheSocketAndNotAForwardingHeader() throws UnknownHostException {
        SentRequest request = SentRequest.withHeaders(
                "X-Forwarded-For", "127.0.0.1", "Forwarded", "for=127.0.0.1", "Tenant-Id", "acme");

        assertRefused(
                request.from(InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, 9})),
                TenantRefusedException.class);
    }

    @Test
    void refusesAMalformedIdAndASecondHeader() {
        assertRefused(SentRequest.withHeaders("Tenant-Id", "a b"), TenantMalformedException.class);
        assertRefused(SentRequest.withHeaders("Tenant-Id", ""), TenantMalformedException.class);
        assertRefused(
                SentRequest.withHeaders("Tenant-Id", "acme", "Tenant-Id", "acme"), TenantMalformedException.class);
    }

    private void assertRefused(IncomingRequest request, Class<? extends TenancyException> because) {
        Resolution resolution = source.resolve(request);

        assertThat(resolution).isInstanceOf(Resolution.Refused.class);
        assertThatThrownBy(() -> {
                    throw ((Resolution.Refused) resolution).because();
                })
                .isExactlyInstanceOf(because);
    }
}
