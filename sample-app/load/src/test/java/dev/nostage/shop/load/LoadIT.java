package dev.nostage.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The load against the shop that this build has packaged, for a second: where no money moves, and where it does. */
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the load is a shell script")
class LoadIT {

    private static RunningShop shop;

    @TempDir
    Path scratch;

    private Path mark;

    @BeforeEach
    void nothingHasRun() {
        mark = scratch.resolve("mark");
    }

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
    void namesTheCountThatIsMissing() throws Exception {
        assertThat(loadBy(answer -> answer.replace("\"made\"", "\"attempts\"")))
                .contains(
                        "WRONG    calls of tests that reached payments, as the shop counts: unknown, since \"made\" of "
                                + "payments in GET /nostage/downstreams is no number, but ''")
                .contains("\"residue\":0")
                .doesNotContain("No financial downstream saw a call.")
                .endsWith("exit 1");
    }

    @Test
    void namesTheCountOfPaymentsThatIsNoNumber() throws Exception {
        try (ForgingFront payments = new ForgingFront(
                shop.simulator(), "/calls", answer -> answer.replaceFirst("\\{", "{\"payments\":{\"TEST\":some},"))) {
            assertThat(load(shop, Map.of("SIMULATOR_URL", payments.url()), "1", "1"))
                    .contains(
                            "WRONG    calls of tests that reached payments, as payments count: unknown, since a count of "
                                    + "payments in " + payments.url() + "/calls is no number, but 'some'")
                    .doesNotContain("No financial downstream saw a call.")
                    .endsWith("exit 1");
        }
    }

    @Test
    void runsNoCommandOfAnAnswer() throws Exception {
        List<UnaryOperator<String>> forgeries = List.of(
                answer -> answer.replace(":0", ":wrong[$(>$MARK)]"),
                answer -> answer.replace(":0", ":$(>$MARK)`>$MARK`"),
                answer -> "[{\"name\":\"payments\",\"effect\":\"financial\"},{\"name\":\"payments\",wrong[$(>$MARK)]");
        for (UnaryOperator<String> forgery : forgeries) {
            String said = loadBy(forgery);

            assertThat(mark).doesNotExist();
            assertThat(said)
                    .contains("WRONG    calls of tests that reached payments, as the shop counts: unknown")
                    .doesNotContain("No financial downstream saw a call.")
                    .endsWith("exit 1");
        }
    }

    @Test
    void runsNoNameOfADownstream() throws Exception {
        String name = "[{\"name\":\"x//;1e>$MARK;#\",\"effect\":\"financial\"},{\"name\"";

        String said = loadBy(answer -> answer.replace("[{\"name\"", name));

        assertThat(mark).doesNotExist();
        assertThat(said).contains("names one that has no such name").endsWith("exit 2");
    }

    @Test
    void failsWhereACheckIsLeftOut() throws Exception {
        Path folder = Files.createDirectories(scratch.resolve("load"));
        String whole = Files.readString(Path.of("..", "load.sh"));
        String without = whole.replaceFirst("(?m)^check 'requests failed' .*\n", "");
        Files.writeString(scratch.resolve("load.sh"), without);
        Files.copy(Path.of("..", "talk.sh"), scratch.resolve("talk.sh"));
        for (String built : List.of("target", "src", "pom.xml")) {
            Files.createSymbolicLink(folder.resolve(built), Path.of(built).toAbsolutePath());
        }

        assertThat(without).isNotEqualTo(whole);
        assertThat(said(start(scratch.resolve("load.sh").toString(), shop.url(), Map.of(), "1", "1")))
                .contains("checks that were made: 5. There should be 6.")
                .doesNotContain("No financial downstream saw a call.")
                .endsWith("exit 1");
    }

    private String loadBy(UnaryOperator<String> forgery) throws Exception {
        try (ForgingFront front = new ForgingFront(shop.url(), "/nostage/downstreams", forgery)) {
            return said(start("../load.sh", front.url(), Map.of("MARK", mark.toString()), "1", "1"));
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
        Process load = start("../load.sh", shop.url(), Map.of(), "3600", "2");
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
        return said(start("../load.sh", shop.url(), variables, seconds, users));
    }

    private static String said(Process load) throws IOException, InterruptedException {
        String said = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "exit " + load.waitFor();
    }

    private static Process start(String script, String url, Map<String, String> variables, String seconds, String users)
            throws IOException {
        ProcessBuilder load = new ProcessBuilder("bash", script, url, seconds, users);
        load.environment().put("NOSTAGE_OPERATOR_TOKEN", RunningShop.TOKEN);
        load.environment().putAll(variables);
        return load.redirectErrorStream(true).start();
    }
}
