package dev.nostage.passport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BaggageTest {

    private static final String OURS = "tenant.id=acme,tenant.kind=LIVE";

    private final Tenant acme = Tenant.live("acme");

    @Test
    void tellsTheTenantAndItsKind() {
        assertThat(Baggage.of(acme, List.of())).isEqualTo(OURS);
        assertThat(Baggage.of(Tenant.test("trial", Instant.MAX), List.of()))
                .isEqualTo("tenant.id=trial,tenant.kind=TEST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "userId=alice                         | ,userId=alice",
                "userId = alice , isProduction = false | ,userId = alice,isProduction = false",
                "key=DF%2028;p1;p2 = v2; p3,other=a=b  | ,key=DF%2028;p1;p2 = v2; p3,other=a=b",
                "tenant.id=globex                      | \"\"",
                "\"\ttenant.id = globex ; secret \"     | \"\"",
                "a=1,tenant.kind=TEST,b=2,tenant.id=x  | ,a=1,b=2",
                "tenant.id                             | \"\"",
                "tenant.id;a=b,x=tenant.id=globex      | ,x=tenant.id=globex",
                "tenant.idx=1,xtenant.id=2             | ,tenant.idx=1,xtenant.id=2",
                "a=1,a=2                               | ,a=1,a=2",
                "\",, ,=,\"                            | ,=",
            })
    void keepsWhatOthersSayUnderOtherNames(String present, String kept) {
        assertThat(Baggage.of(acme, List.of(present))).isEqualTo(OURS + kept);
    }

    @Test
    void joinsWhatCameInSeveralHeaders() {
        assertThat(Baggage.of(acme, List.of("a=1, tenant.id=globex", "", "b=2,c=3")))
                .isEqualTo(OURS + ",a=1,b=2,c=3");
    }

    @Test
    void namesNoTenantWhereThereIsNone() {
        assertThat(Baggage.of(null, List.of())).isEmpty();
        assertThat(Baggage.of(null, List.of("tenant.id=globex"))).isEmpty();
        assertThat(Baggage.of(null, List.of("tenant.kind=LIVE, a=1", "b=2"))).isEqualTo("a=1,b=2");
    }

    @Test
    void takesUpTo64Members() {
        List<String> others =
                IntStream.range(0, 100).mapToObj(i -> "k" + i + "=v").toList();

        List<String> members = members(Baggage.of(acme, others));

        assertThat(members).hasSize(64).startsWith("tenant.id=acme", "tenant.kind=LIVE", "k0=v");
        assertThat(members.get(63)).isEqualTo("k61=v");
        assertThat(members(Baggage.of(null, others))).hasSize(64);
    }

    @Test
    void takesUpTo8192CharactersAndNoPartOfAMember() {
        String exact = "a=" + "x".repeat(8192 - OURS.length() - 3);

        assertThat(Baggage.of(acme, List.of(exact))).hasSize(8192).endsWith(exact);
        assertThat(Baggage.of(acme, List.of(exact + "x"))).isEqualTo(OURS);
        assertThat(Baggage.of(acme, List.of(exact + "x", "b=2"))).isEqualTo(OURS + ",b=2");
        assertThat(Baggage.of(acme, List.of("b=2", exact, "c=3"))).isEqualTo(OURS + ",b=2,c=3");
        assertThat(Baggage.of(null, List.of("a=" + "x".repeat(8190)))).hasSize(8192);
    }

    @Test
    void needsNoPercentEncodingForAnyTenant() {
        String all = IntStream.range(0x20, 0x7f)
                .mapToObj(Character::toString)
                .filter(character -> character.matches("[A-Za-z0-9._-]"))
                .collect(Collectors.joining());
        List<Tenant> tenants = new ArrayList<>();
        for (int begin = 0; begin < all.length(); begin += 60) {
            String id = "a" + all.substring(begin, Math.min(all.length(), begin + 60));
            Stream.of(TenantKind.values())
                    .map(kind ->
                            new Tenant(new TenantId(id), kind, "default", TenantStatus.ACTIVE, Instant.MAX, Map.of()))
                    .forEach(tenants::add);
        }

        assertThat(tenants).hasSizeGreaterThan(3).allSatisfy(tenant -> {
            List<String> members = members(Baggage.of(tenant, List.of()));
            assertThat(members).hasSize(2).allMatch(member -> member.matches("[a-z.]+=[!#-+\\--:<-\\[\\]-~&&[^%]]+"));
            assertThat(members.get(0)).endsWith("=" + tenant.id());
        });
    }

    private static List<String> members(String baggage) {
        return List.of(baggage.split(",", -1));
    }
}
