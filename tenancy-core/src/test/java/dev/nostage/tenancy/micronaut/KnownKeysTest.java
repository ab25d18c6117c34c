package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.nostage.event.Logged;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.context.exceptions.ConfigurationException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A slip in a key is told, and what is another's is left alone. */
final class KnownKeysTest {

    private static final KnownKeys KNOWN = new KnownKeys(List.of(
            new ModuleKeys(List.of("nostage.boats.*.effect", "nostage.boats.*.oars.length", "nostage.harbour"))));

    @ParameterizedTest
    @CsvSource({
        "nostage.tenancy.trusted-peer,                nostage.tenancy.trusted-peers",
        "nostage.tenancy.trustedPeer,                 nostage.tenancy.trusted-peers",
        "nostage.tenancy.directory-cache.tme-to-live, nostage.tenancy.directory-cache.time-to-live",
        "nostage.tenancy.tenants[3].tll,              nostage.tenancy.tenants[*].ttl",
        "nostage.tenancy.tenant[0].id,                nostage.tenancy.tenants[*].id",
        "nostage.passport.keys[0].privat-key,         nostage.passport.keys[*].private-key",
        "nostage.operator.enable,                     nostage.operator.enabled",
        "nostage.tenancy.reaper,                      nostage.tenancy.reaper.enabled",
        "nostage.opertor.token,                       nostage.operator.token",
        "nostage.boats.red.efect,                     nostage.boats.red.effect",
        "nostage.boats.effect.oars.lenght,            nostage.boats.effect.oars.length",
        "nostage.boat.red.effect,                     nostage.boats.red.effect",
        "nostage.boats.red,                           nostage.boats.red.effect",
        "nostage.boats.red.anything.else.at.all,      nostage.boats.red.oars.length",
        "nostage.boats[0].effect,                     nostage.boats.<name>.effect",
        "nostage.boats[0].oars.lenght,                nostage.boats.<name>.oars.length",
        "nostage.boats.red[0].effect,                 nostage.boats.red.effect",
        "nostage.harbour[0].depth,                    nostage.harbour"
    })
    void proposesTheNearestKeyForOneThatThereIsNot(String slip, String meant) {
        assertThatThrownBy(() -> check(Map.of(slip, "x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("There is no key nostage.", "\"here\"", "did you mean " + meant + "?");
    }

    @Test
    void looksIntoTheTreesThatFilesBring() {
        assertThatThrownBy(() ->
                        check(Map.of("nostage.tenancy.tenants", List.of(Map.of("id", "acme"), Map.of("kimd", "TEST")))))
                .hasMessageContaining("did you mean nostage.tenancy.tenants[*].kind?");
        assertThatThrownBy(() -> check(Map.of("nostage.tenancy", Map.of("reaper", Map.of("intervall", "1m")))))
                .hasMessageContaining("did you mean nostage.tenancy.reaper.interval?");
        assertThatThrownBy(() -> check(Map.of("nostage.boats", List.of(Map.of("effect", "READ")))))
                .hasMessageContaining("did you mean nostage.boats.<name>.effect?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nostage.tenancy.trusted-peers",
                "nostage.tenancy.trustedPeers",
                "nostage.tenancy.trusted_peers",
                "nostage.tenancy.trusted-peers[0]",
                "nostage.tenancy.directoryCache.timeToLive",
                "nostage.tenancy.tenants[12].attributes.zone",
                "nostage.tenancy.tenants[12].attributes.anything.below",
                "nostage.passport.keys[0].privateKey",
                "nostage.boats.red.effect",
                "nostage.boats.red-and-blue.oars.length",
                "nostage.harbour",
                "nostage.time-machine.zone",
                "nostage.partitioning.walls",
                "nostage.downstreams.payments.effect",
                "nostage.launches.sale.from",
                "nostages.tenancy",
                "micronaut.server.port"
            })
    void letsPassWhatTheFrameworkReadsAndWhatIsAnothers(String key) {
        assertThatCode(() -> check(Map.of(key, "x"))).doesNotThrowAnyException();
    }

    @Test
    void letsPassSectionsWithNothingInThem() {
        assertThatCode(() -> check(Map.of(
                        "nostage.tenancy.reaper",
                        "",
                        "nostage.boats.red",
                        "",
                        "nostage.passport.keys",
                        List.of(),
                        "nostage.operator",
                        Map.of())))
                .doesNotThrowAnyException();
    }

    @Test
    void areThoseOfTheMetadata() throws Exception {
        try (InputStream metadata = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Stream.of(JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "properties"))
                            .map(property -> property.get("name")))
                    .containsExactlyInAnyOrderElementsOf(KnownKeys.OWN);
        }
    }

    @Test
    void letsPassEveryKeyThatThereIs() {
        KnownKeys.OWN.forEach(key -> assertThatCode(() -> check(Map.of(key.replace("[*]", "[7]"), "x")))
                .as(key)
                .doesNotThrowAnyException());
    }

    @Test
    void onlyWarnsOfAnEnvironmentVariableThatSetsNothing() {
        try (Logged logged = new Logged(KnownKeys.class.getName(), Level.WARN)) {
            KNOWN.check(List.of(PropertySource.of(
                    "env",
                    Map.of(
                            "NOSTAGE_OPERATOR_TOKEN", "x",
                            "NOSTAGE_TENANCY_DIRECTORY_CACHE_TIME_TO_LIVE", "1s",
                            "NOSTAGE_TIME_MACHINE_ZONE", "UTC",
                            "NOSTAGE_BOATS_RED_AND_BLUE_EFFECT", "x",
                            "NOSTAGE_TENANCY_TRUSTED_PEERS[0]", "10.0.0.0/8",
                            "NOSTAGE_PASSPORT_KEYS[0]SECRET", "hidden"),
                    PropertyConvention.ENVIRONMENT_VARIABLE,
                    PropertySource.Origin.of("env"))));

            assertThat(logged.lines())
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .asString()
                    .isEqualTo(
                            "The environment variable \"NOSTAGE_PASSPORT_KEYS_0_SECRET\" is none of this library's keys:"
                                    + " name it in a file, as a placeholder's, or take it away");
        }
    }

    @Test
    void suggestsTheVariableThatIsNearest() {
        try (Logged logged = new Logged(KnownKeys.class.getName(), Level.WARN)) {
            KNOWN.check(List.of(PropertySource.of(
                    "env",
                    Map.of("NOSTAGE_OPERATOR_TOKN", "hidden"),
                    PropertyConvention.ENVIRONMENT_VARIABLE,
                    PropertySource.Origin.of("env"))));

            assertThat(logged.lines())
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .isEqualTo(
                            "The environment variable \"NOSTAGE_OPERATOR_TOKN\" is none of this library's keys: did you"
                                    + " mean NOSTAGE_OPERATOR_TOKEN? If not, name it in a file, as a placeholder's, or take it away");
        }
    }

    @Test
    void warnsOfAnEnvironmentVariableWhoseNumberTheFrameworkTakesForAListsPlace() {
        try (Logged logged = new Logged(KnownKeys.class.getName(), Level.WARN)) {
            KNOWN.check(List.of(PropertySource.of(
                    "env",
                    Map.of("NOSTAGE_BOATS[7]EFFECT", "x"),
                    PropertyConvention.ENVIRONMENT_VARIABLE,
                    PropertySource.Origin.of("env"))));

            assertThat(logged.lines())
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .asString()
                    .contains("\"NOSTAGE_BOATS_7_EFFECT\"");
        }
    }

    private static void check(Map<String, Object> properties) {
        KNOWN.check(List.of(PropertySource.of("here", properties)));
    }
}
