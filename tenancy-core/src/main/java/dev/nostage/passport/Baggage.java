package dev.nostage.passport;

import dev.nostage.tenancy.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header that tells traces and logs whom a call is for (W3C Baggage, https://www.w3.org/TR/baggage/). Anybody can write
 * it, so nothing here reads it: who the tenant is, the passport says.
 */
public final class Baggage {

    public static final String HEADER = "baggage";

    private static final String TENANT = "tenant.id";
    private static final String KIND = "tenant.kind";
    private static final Set<String> OURS = Set.of(TENANT, KIND);

    /** What others need not take any further, they may drop (section "Limits"). */
    private static final int MOST_MEMBERS = 64;

    private static final int MOST_CHARACTERS = 8192;

    private Baggage() {}

    /**
     * What a call takes along: the tenant's members, and behind them what is there already under other names. Of that, what
     * does not fit into 64 members and 8192 characters is left behind, each member whole.
     *
     * @param tenant whom the call is for; null for nobody
     * @param present every value of the header that the call has
     * @return empty if there is nothing to take along
     */
    public static String of(@Nullable Tenant tenant, List<String> present) {
        List<String> members = new ArrayList<>();
        if (tenant != null) {
            // Neither needs percent-encoding: what an id and a kind may consist of, a value may too.
            members.add(TENANT + "=" + tenant.id().value());
            members.add(KIND + "=" + tenant.kind().name());
        }
        String ours = String.join(",", members);
        if (present.isEmpty()) {
            return ours; // as for nearly every call
        }
        int length = ours.length();
        for (String member : String.join(",", present).split(",", -1)) {
            String stripped = member.strip();
            int longer = length + stripped.length() + (members.isEmpty() ? 0 : 1);
            boolean fits = members.size() < MOST_MEMBERS && longer <= MOST_CHARACTERS;
            if (fits && !stripped.isEmpty() && !OURS.contains(name(stripped))) {
                members.add(stripped);
                length = longer;
            }
        }
        return String.join(",", members);
    }

    private static String name(String member) {
        return member.split("[=;]", 2)[0].strip();
    }
}
