package plain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A header says nothing of who sent it, also where the container is set up to believe what forwarding headers say. */
@ParameterizedClass(name = "{0}")
@EnumSource(Kind.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForwardingTest {

    private static final String TENANT = "Tenant-Id: acme";

    @Parameter
    Kind kind;

    private Service believing;
    private Service trustingGateway;

    @BeforeParameterizedClassInvocation
    void start() {
        believing = Service.startTrusting(kind, true, "10.9.9.9", "2001:db8::9");
        trustingGateway = Service.startTrusting(kind, false, "127.0.0.1");
    }

    @AfterParameterizedClassInvocation
    void end() {
        believing.close();
        trustingGateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 10.9.9.9",
                "X-Forwarded-For: 10.9.9.9:4711",
                "X-Forwarded-For: 10.9.9.9, 203.0.113.9",
                "X-Forwarded-For: 203.0.113.9, 10.9.9.9",
                "X-Forwarded-For: 2001:db8::9",
                "X-Forwarded-For: [2001:DB8::9]",
                "X-Forwarded-For: [2001:db8::9]:4711",
                "x-forwarded-for: localhost",
                "Forwarded: for=10.9.9.9",
                "Forwarded: For=\"10.9.9.9:4711\";proto=https",
                "Forwarded: for=\"10.9.9.\\9\"",
                "Forwarded: by=1.1.1.1;for=10.9.9.9",
                "Forwarded: for=\"[2001:db8::9]\"",
                "X-Real-IP: 10.9.9.9"
            })
    void believesNoPeerThatAHeaderNames(String header) throws Exception {
        assertThat(believing.raw().ask("/who", TENANT, header))
                .startsWith("HTTP/1.1 403")
                .contains("tenant-refused");
        assertThat(believing.raw().ask("/who", TENANT))
                .startsWith("HTTP/1.1 403")
                .contains("tenant-refused");
    }

    @Test
    void believesThePassportOfWhomeverItCameThrough() throws Exception {
        String passport = "Nostage-Passport: " + believing.passport("acme");

        assertThat(believing.raw().ask("/who", passport, "X-Forwarded-For: 10.9.9.9"))
                .startsWith("HTTP/1.1 200")
                .endsWith("acme");
    }

    @Test
    void believesATrustedGatewayThatForwardsForOthers() throws Exception {
        assertThat(trustingGateway
                        .raw()
                        .ask("/who", TENANT, "X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9"))
                .startsWith("HTTP/1.1 200")
                .endsWith("acme");
    }

    @Test
    void believesNobodyWhereTheGatewayCannotBeToldFromWhomItForwardsFor() throws Exception {
        assertThat(trustingGateway.raw().ask("/who", TENANT, "X-Forwarded-For: 127.0.0.1"))
                .startsWith("HTTP/1.1 403")
                .contains("tenant-refused");
    }
}
