package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.timemachine.Logged;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LaunchVariablesTest {

    private final Logged log = new Logged(LaunchVariables.class.getName());

    @AfterEach
    void leave() {
        log.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NOSTAGE_LAUNCHES_WISHLIST_UNTIL | moves no launch, for no file names one so: did you mean NOSTAGE_LAUNCHES_WISH_LIST_UNTIL?
            NOSTAGE_LAUNCHES_GIFTS_FROM     | moves no launch: the one of this name is a bean's
            NOSTAGE_LAUNCHES_SAEL_FROM      | declares a launch of its own: did you mean NOSTAGE_LAUNCHES_SALE_FROM?
            """)
    void aVariableThatMovesNothingIsTold(String variable, String why) {
        check(variable);

        assertThat(log.messages()).containsExactly("The environment variable \"" + variable + "\" " + why);
    }

    /** The last declares a launch, as it should, of a name that is like no other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOSTAGE_LAUNCHES_WISH_LIST_FROM",
                "nostage_launches_sale_zone",
                "NOSTAGE_LAUNCHES_TREE_FROM",
                "NOSTAGE_LAUNCHES_BASKETS_FROM",
                "HOME"
            })
    void oneThatDoesIsNot(String variable) {
        check(variable);

        assertThat(log.messages()).isEmpty();
    }

    @Test
    void whereNoFileNamesOneItSaysSo() {
        new LaunchVariables(List.of(), List.of()).check(List.of(environment("NOSTAGE_LAUNCHES_WISH_LIST_FROM")));

        assertThat(log.messages())
                .containsExactly("The environment variable \"NOSTAGE_LAUNCHES_WISH_LIST_FROM\" moves no launch, for no"
                        + " file names one so: name it in a file, as nostage.launches.<name>, whose words a variable does"
                        + " not tell");
    }

    private void check(String variable) {
        PropertySource file = PropertySource.of(
                "file",
                Map.of(
                        "nostage.launches.sale.from", "2036-03-01",
                        "nostage.launches.wishList.from", "2036-03-01",
                        "NOSTAGE_LAUNCHES_SAEL_FROM", "2036-03-01",
                        "nostage.launches", Map.of("tree", Map.of("from", "2036-03-01"))));
        new LaunchVariables(List.of("sale", "wish-list", "tree", "gifts", "sael", "baskets"), List.of("gifts"))
                .check(List.of(file, environment(variable)));
    }

    private static PropertySource environment(String variable) {
        return PropertySource.of(
                "environment",
                Map.of(variable, "2036-03-01"),
                PropertyConvention.ENVIRONMENT_VARIABLE,
                PropertySource.Origin.of("environment"));
    }
}
