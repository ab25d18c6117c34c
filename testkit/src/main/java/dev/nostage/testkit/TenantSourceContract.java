package dev.nostage.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.nostage.tenancy.IncomingRequest;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantSource;
import java.net.InetAddress;
import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TenantSource} must do. Extend it in a test, and say which source it is about and what requests look like that
 * it understands; JUnit runs the rest.
 */
public abstract class TenantSourceContract {

    private TenantSource source;

    protected abstract TenantSource source();

    /** Requests that the source lets through, by the tenant that each names: two or more, unless it only ever names one. */
    protected abstract Map<TenantId, FakeRequest> understood();

    /**
     * Requests with evidence that must not pass, such as a key that belongs to nobody. None only if no evidence is asked for,
     * since every request names a tenant.
     */
    protected abstract List<FakeRequest> forged();

    @BeforeEach
    void begin() {
        source = source();
    }

    @Test
    void findsTheTenantThatARequestNames() {
        assertFalse(understood().isEmpty(), "understood() must tell what a request looks like that names a tenant");
        understood().forEach((tenant, request) -> {
            Resolution.Found found =
                    assertInstanceOf(Resolution.Found.class, source.resolve(request), () -> "Asked of " + request);
            assertEquals(tenant, found.tenant(), () -> "Asked of " + request);
        });
    }

    @Test
    void refusesEvidenceThatMustNotPass() {
        if (forged().isEmpty()) {
            assertInstanceOf(
                    Resolution.Found.class,
                    source.resolve(FakeRequest.empty()),
                    "forged() must tell what must not pass, for this source finds no tenant in a request that says nothing");
        }
        for (FakeRequest request : forged()) {
            assertInstanceOf(Resolution.Refused.class, source.resolve(request), () -> "Asked of " + request);
        }
    }

    /** Another source may know more of it. */
    @Test
    void refusesNoRequestThatSaysNothing() {
        assertFalse(
                source.resolve(FakeRequest.empty()) instanceof Resolution.Refused,
                "A request without any evidence is absent, and not refused");
    }

    @Test
    void throwsAtNoInput() {
        for (String header : headers()) {
            for (String odd : OddTexts.ALL) {
                assertAnswer(FakeRequest.empty().header(header, odd));
                assertAnswer(
                        FakeRequest.empty().by(() -> odd).header(header, odd).header(header, odd));
                understood().values().forEach(request -> assertAnswer(request.header(header, odd)));
            }
        }
        for (String odd : OddTexts.ALL) {
            understood().values().forEach(request -> assertAnswer(with(withoutHeaders(request), request, odd)));
        }
    }

    /** It is asked once to foresee where a request leads, and once more when it is let in. */
    @Test
    void answersTheSameWhenItIsAskedAgain() {
        for (FakeRequest request : requests()) {
            String first = answer(request);
            requests().forEach(source::resolve);
            assertEquals(first, answer(request), () -> "Asked again of " + request);
        }
    }

    @Test
    void answersRequestsThatComeAtOnce() {
        List<FakeRequest> requests = requests();
        List<String> expected = requests.stream().map(this::answer).toList();

        AtOnce.all(i -> {
            for (int round = 0; round < 50; round++) {
                int at = (i + round) % requests.size();
                if (!answer(requests.get(at)).equals(expected.get(at))) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Or whoever can put a header before another's, or behind it, would choose the tenant. */
    @Test
    void letsNoOrderOfHeadersChooseATenant() {
        for (FakeRequest one : understood().values()) {
            for (FakeRequest other : understood().values()) {
                FakeRequest bare = withoutHeaders(one);
                assertEquals(
                        answer(with(with(bare, one, ""), other, "")),
                        answer(with(with(bare, other, ""), one, "")),
                        () -> "The same headers in two orders, those of " + one + " and of " + other);
            }
        }
    }

    /** What it reads unnamed, no {@code Vary} names: a cache would give one tenant's answer to another. */
    @Test
    void namesEveryHeaderThatItReads() {
        Set<String> named = source.headers();
        List<String> unnamed = new ArrayList<>();
        for (FakeRequest request : requests()) {
            source.resolve(new Watched(request, unnamed));
        }
        unnamed.removeIf(read -> read.equalsIgnoreCase("Host")
                || named.contains("*")
                || named.stream().anyMatch(read::equalsIgnoreCase));
        assertEquals(List.of(), unnamed, () -> "headers() must name them, and names " + named);
    }

    @Test
    void isKnownByOneName() {
        assertFalse(source.name().isBlank(), "name() must not be blank: the wide event shows it");
        requests().forEach(source::resolve);
        assertEquals(source.name(), source.name());
    }

    private void assertAnswer(FakeRequest request) {
        assertNotNull(source.resolve(request), request::toString);
    }

    private String answer(IncomingRequest request) {
        Resolution resolution = source.resolve(request);
        return resolution instanceof Resolution.Found found
                ? "Found " + found.tenant()
                : resolution.getClass().getSimpleName();
    }

    private List<FakeRequest> requests() {
        List<FakeRequest> requests = new ArrayList<>(understood().values());
        requests.addAll(forged());
        requests.add(FakeRequest.empty());
        return requests;
    }

    private Set<String> headers() {
        Set<String> names = new LinkedHashSet<>(source.headers());
        requests().forEach(request -> names.addAll(request.headers().keySet()));
        names.add("Host");
        return names;
    }

    private static FakeRequest withoutHeaders(FakeRequest request) {
        FakeRequest bare = request.peer().map(FakeRequest.empty()::from).orElseGet(FakeRequest::empty);
        return request.principal().map(bare::by).orElse(bare);
    }

    /** With the headers of another request, {@code end} behind each value. */
    private static FakeRequest with(FakeRequest request, FakeRequest other, String end) {
        FakeRequest sum = request;
        for (Map.Entry<String, List<String>> sent : other.headers().entrySet()) {
            for (String value : sent.getValue()) {
                sum = sum.header(sent.getKey(), value + end);
            }
        }
        return sum;
    }

    /** Writes down which headers are read. */
    private record Watched(FakeRequest request, List<String> read) implements IncomingRequest {

        @Override
        public List<String> headers(String name) {
            read.add(name);
            return request.headers(name);
        }

        @Override
        public Optional<InetAddress> peer() {
            return request.peer();
        }

        @Override
        public Optional<Principal> principal() {
            return request.principal();
        }
    }
}
