package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.micronaut.Web.Answer;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator is told of a body that cannot be read. */
@MicronautTest
@Property(name = "nostage.operator.token", value = OperatorIT.TOKEN)
final class OperatorBodyIT {

    private static final String TENANTS = "/nostage/tenants";

    @Inject
    EmbeddedServer server;

    private Web web;

    @BeforeEach
    void begin() {
        web = new Web(server);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                     | \"id\" is missing",
                "{\"id\":null,\"ttl\":\"1h\"}                           | \"id\" is missing",
                "{\"id\":\"\",\"ttl\":\"1h\"}                           | \"id\" is missing",
                "{\"id\":\"x\",\"tll\":\"1h\"}                          | \"tll\" is no field of this request, which has id, kind",
                "{\"id\":\"x\",\"ttl\":\"1h\",\"Kind\":null}            | \"Kind\" is no field",
                "{\"id\":\"x\",\"ttl\":\"1h\",\"a\\nb\":1}              | \"a\\u000ab\" is no field",
                "{\"id\":\"x\"}                                         | \"ttl\" is missing",
                "{\"id\":\"x\",\"kind\":\"SYNTHETIC\"}                  | a SYNTHETIC tenant must end",
                "{\"ttl\":\"1h\"}                                       | \"id\" is missing",
                "{\"id\":\"../x\",\"ttl\":\"1h\"}                       | \"../x\"",
                "{\"id\":7,\"ttl\":\"1h\"}                              | \"id\" must be a text, and was \"7\"",
                "{\"id\":[\"x\"],\"ttl\":\"1h\"}                        | \"id\" must be a text",
                "{\"id\":\"x\",\"kind\":\"live\"}                       | \"kind\" must be LIVE, TEST or SYNTHETIC",
                "{\"id\":\"x\",\"kind\":{}}                             | \"kind\" must be a text",
                "{\"id\":\"x\",\"plan\":1,\"ttl\":\"1h\"}               | \"plan\" must be a text",
                "{\"id\":\"x\",\"plan\":\"a\\nb\",\"ttl\":\"1h\"}          | \"plan\" must match",
                "{\"id\":\"x\",\"ttl\":\"soon\"}                        | \"ttl\" must be a duration",
                "{\"id\":\"x\",\"ttl\":\"\"}                            | \"ttl\" must be a duration",
                "{\"id\":\"x\",\"ttl\":\"0s\"}                          | \"ttl\" must be a duration",
                "{\"id\":\"x\",\"ttl\":\"-1h\"}                         | \"ttl\" must be a duration",
                "{\"id\":\"x\",\"ttl\":\"PT-1H\"}                       | \"ttl\" must be a duration",
                "{\"id\":\"x\",\"ttl\":\"367d\"}                        | \"ttl\" must be a duration",
                "{\"id\":\"x\",\"ttl\":\"99999999999999999999d\"}       | \"ttl\" must be a duration",
                "{\"id\":\"x\",\"ttl\":\"9999999999999999d\"}           | \"ttl\" must be a duration",
                "{\"id\":\"x\",\"ttl\":{}}                              | \"ttl\" must be a duration",
                "{\"id\":\"x\",\"ttl\":5}                               | \"ttl\" must be a duration",
                "{\"id\":\"x\",\"ttl\":\"1h\",\"attributes\":[]}        | \"attributes\" must be an object",
                "{\"id\":\"x\",\"ttl\":\"1h\",\"attributes\":\"zone\"}  | \"attributes\" must be an object",
                "{\"id\":\"x\",\"ttl\":\"1h\",\"attributes\":{\"a\":null}} | \"attributes\" must be an object",
                "{\"id\":\"x\",\"ttl\":\"1h\",\"attributes\":{\"a\":{}}} | \"attributes\" must be an object",
                "{\"id\":\"x\",\"ttl\":\"1h\",\"permissions\":\"travel\"} | \"permissions\" must be an array",
                "{\"id\":\"x\",\"ttl\":\"1h\",\"permissions\":[\"fly\"]} | A permission is one of",
                "{\"id\":\"x\",\"ttl\":\"1h\",\"permissions\":[null]}   | A permission is one of"
            })
    void saysWhatIsWrongWithABody(String body, String says) {
        Answer answer = operator("POST", TENANTS, body);

        assertThat(answer.problem()).isIn("400 operator-request-malformed", "400 tenant-malformed");
        assertThat(answer.json().get("detail").textValue()).contains(says);
        assertThat(operator("GET", TENANTS + "/x", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"x\"", "{", "{]", "nonsense", "null"})
    void refusesABodyThatIsNoJsonObject(String body) {
        Answer answer = operator("POST", TENANTS, body);

        assertThat(answer.problem()).isEqualTo("400 operator-request-malformed");
        assertThat(answer.json().get("detail").textValue()).contains("JSON object");
    }

    private Answer operator(String method, String path, String body) {
        return web.send(method, path, body, "Authorization", "Bearer " + OperatorIT.TOKEN);
    }
}
