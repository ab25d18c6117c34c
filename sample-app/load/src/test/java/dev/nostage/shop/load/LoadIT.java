package dev.nostage.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The load against the shop that this build has packaged, for a second: where no money moves, and where it does. */
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the load is a shell script")
class LoadIT {

    private static RunningShop shop;

    @BeforeAll
    static void start() throws IOException {
        shop = RunningShop.with();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        shop.close();
    }

    @Test
    void showsThatNoFinancialDownstreamSawACall() throws Exception {
        String said = load(shop, Map.of("SIMULATOR_URL", shop.simulator()), "1", "2");

        assertThat(said)
                .contains("POST /orders", "p99")
                .contains("ok       calls of tests that reached payments, as the shop counts: 0")
                .contains("ok       calls of tests that reached payments, as payments count: 0")
                .contains("\"residue\":0", "No financial downstream saw a call.")
                .doesNotContain("WRONG")
                .endsWith("exit 0");
    }

    @Test
    void failsWhereTheLoadReachesPayments() throws Exception {
        try (RunningShop careless = RunningShop.with(
                "-Dnostage.downstreams.payments.screening.synthetic=pass",
                "-Dnostage.screening.allow-financial=true")) {
            assertThat(load(careless, Map.of("SIMULATOR_URL", careless.simulator()), "1", "2"))
                    .contains("WRONG    orders paid by the stub: 0")
                    .contains("WRONG    answers of the stub, as the shop counts: 0")
                    .containsPattern("WRONG    calls of tests that reached payments, as the shop counts: [1-9]")
                    .containsPattern("WRONG    calls of tests that reached payments, as payments count: [1-9]")
                    .contains("\"residue\":0")
                    .doesNotContain("No financial downstream saw a call.")
                    .endsWith("exit 1");
        }
    }

    @Test
    void failsWherePaymentsDoNotSayThatTheyMoveMoney() throws Exception {
        try (RunningShop mistaken = RunningShop.with(
                "-Dnostage.downstreams.payments.effect=internal",
                "-Dnostage.downstreams.payments.screening.test=stub")) {
            assertThat(load(mistaken, Map.of("SIMULATOR_URL", shop.simulator()), "1", "2"))
                    .contains("WRONG    effect of payments: internal")
                    .containsPattern("WRONG    calls of tests that reached payments, as the shop counts: [1-9]")
                    .contains(
                            "WRONG    calls of synthetic tenants that reached recommendations: 0. SIMULATOR_URL is not")
                    .endsWith("exit 1");
        }
    }

    @Test
    void saysWhyItCannotBeMade() throws Exception {
        assertThat(load(shop, Map.of("NOSTAGE_OPERATOR_TOKEN", "not-the-one"), "1", "2"))
                .contains("does not take the token in NOSTAGE_OPERATOR_TOKEN")
                .endsWith("exit 2");
        assertThat(load(shop, Map.of(), "soon", "2"))
                .contains("seconds and customers are whole numbers")
                .endsWith("exit 2");
        assertThat(load(shop, Map.of("SIMULATOR_URL", shop.url()), "1", "2"))
                .contains("nobody tells at SIMULATOR_URL")
                .contains("\"residue\":0")
                .endsWith("exit 2");
    }

    @Test
    void removesItsTenantWhenItIsStopped() throws Exception {
        Process load = start(shop, Map.of(), "3600", "2");
        BufferedReader lines = load.inputReader();
        String line = lines.readLine();
        while (!line.contains("customers order for")) {
            line = lines.readLine();
        }

        load.toHandle().destroy(); // the process itself would close what it says

        assertThat(lines.lines()).anyMatch(rest -> rest.contains("\"residue\":0"));
        assertThat(load.waitFor()).isEqualTo(143);
    }

    /** All that it says, and at last {@code exit} and its status. */
    private static String load(RunningShop shop, Map<String, String> variables, String seconds, String users)
            throws IOException, InterruptedException {
        Process load = start(shop, variables, seconds, users);
        String said = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "exit " + load.waitFor();
    }

    private static Process start(RunningShop shop, Map<String, String> variables, String seconds, String users)
            throws IOException {
        ProcessBuilder load = new ProcessBuilder("bash", "../load.sh", shop.url(), seconds, users);
        load.environment().put("NOSTAGE_OPERATOR_TOKEN", RunningShop.TOKEN);
        load.environment().putAll(variables);
        return load.redirectErrorStream(true).start();
    }
}
