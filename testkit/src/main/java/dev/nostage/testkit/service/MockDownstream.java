package dev.nostage.testkit.service;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.global.GlobalSettings;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.recording.RecordSpecBuilder;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.nostage.testkit.Fault;
import dev.nostage.testkit.FaultProxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays a downstream: a WireMock server of its own, on a free port of this machine, behind a network that can fail. It starts
 * when its address is first needed, and begins each test with what was recorded for it, or with nothing.
 */
public final class MockDownstream {

    private static final String HERE = "127.0.0.1";

    private final String name;
    private final Recorded recorded;
    private @Nullable Running running;

    private MockDownstream(String name) {
        this.name = name;
        this.recorded = new Recorded(name);
    }

    private record Running(WireMockServer server, FaultProxy network) {}

    /** @throws IllegalStateException if WireMock is not there */
    static MockDownstream of(String name) {
        Libraries.demandWireMock();
        return new MockDownstream(name);
    }

    public String name() {
        return name;
    }

    /** Where the application calls it. */
    public String url() {
        return running().network().url();
    }

    /** Answers like this until the test ends, as {@code stubFor} does. */
    public StubMapping stub(MappingBuilder answer) {
        return server().stubFor(answer);
    }

    /** Answers with what {@link #record} wrote to a file, or anybody in WireMock's form, until the test ends. */
    public void replay(Path file) {
        Recorded.read(file).forEach(server()::addStubMapping);
    }

    /**
     * Passes every request on to the real downstream while {@code work} runs, and writes what was asked and answered to a file.
     * As {@code downstreams/<name>.json} on the class path it is replayed in each test.
     *
     * @param real on this machine, or among the hosts that {@link NostageTest#mayReach} names
     */
    public void record(URI real, Path file, Runnable work) {
        server().startRecording(
                        new RecordSpecBuilder().forTarget(real.toString()).makeStubsPersistent(false));
        List<StubMapping> answers;
        try {
            work.run();
        } finally {
            answers = server().stopRecording().getStubMappings();
        }
        Recorded.write(answers, file);
    }

    /** @throws AssertionError unless such a request has come in this test */
    public void verify(RequestPatternBuilder request) {
        server().verify(request);
    }

    /** @throws AssertionError unless such a request has come so often in this test */
    public void verify(int times, RequestPatternBuilder request) {
        server().verify(times, request);
    }

    /** What it was asked in this test, the latest first. */
    public List<LoggedRequest> requests() {
        return server().getAllServeEvents().stream().map(ServeEvent::getRequest).toList();
    }

    /**
     * Compares what the application makes of an answer of this mock, best a recorded one, with what its {@code DownstreamStub}
     * says instead: the same fields, each of the same JSON type, in all depths.
     *
     * @param real calls this mock by the application's client
     * @param stub asks the stub the same
     * @throws AssertionError naming each field that differs; or if {@code real} did not call this mock, or {@code stub} did
     */
    public void demandAlike(Supplier<?> real, Supplier<?> stub) {
        int before = requests().size();
        Object answered = real.get();
        int asked = requests().size();
        if (asked == before) {
            throw new AssertionError(
                    "Downstream \"" + name + "\" was not asked for the answer to compare its stub with");
        }
        Object said = stub.get();
        if (requests().size() > asked) {
            throw new AssertionError("The stub of downstream \"" + name + "\" asked the downstream itself");
        }
        List<String> differences = Likeness.differences(answered, said);
        if (!differences.isEmpty()) {
            throw new AssertionError("Downstream \"" + name + "\" answered in another shape than its stub:"
                    + System.lineSeparator() + String.join(System.lineSeparator(), differences));
        }
    }

    /** The network before it fails like this until it is healed, or the test ends. Connections of before are reset. */
    public void inject(Fault fault) {
        FaultProxy network = running().network();
        network.inject(Fault.reset()); // some faults strike new connections only
        network.inject(fault);
    }

    public void heal() {
        running().network().heal();
    }

    /** All else that WireMock can. */
    public WireMockServer server() {
        return running().server();
    }

    private synchronized Running running() {
        if (running == null) {
            WireMockServer server = new WireMockServer(
                    wireMockConfig().bindAddress(HERE).dynamicPort().mappingSource(recorded));
            server.start();
            running = new Running(server, FaultProxy.before(HERE, server.port()));
        }
        return running;
    }

    /** Forgets what a test has stubbed and seen. What came meanwhile without an answer stays, for somebody to be told. */
    synchronized void reset() {
        if (running == null) {
            return;
        }
        running.network().heal();
        WireMockServer server = running.server();
        server.resetMappings();
        server.loadMappingsUsing(recorded);
        server.updateGlobalSettings(GlobalSettings.defaults());
        server.getAllServeEvents().stream()
                .filter(ServeEvent::getWasMatched)
                .map(ServeEvent::getId)
                .forEach(server::removeServeEvent);
    }

    synchronized List<String> unanswered() {
        if (running == null) {
            return List.of();
        }
        WireMockServer server = running.server();
        List<ServeEvent> unmatched = server.getAllServeEvents().stream()
                .filter(event -> !event.getWasMatched())
                .toList();
        unmatched.stream().map(ServeEvent::getId).forEach(server::removeServeEvent);
        return unmatched.stream()
                .map(event -> Unanswered.tell(name, event.getRequest(), server))
                .toList();
    }

    synchronized void close() {
        if (running != null) {
            running.network().close();
            running.server().stop();
            running = null;
        }
    }
}
