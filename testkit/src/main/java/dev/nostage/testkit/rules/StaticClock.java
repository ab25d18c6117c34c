package dev.nostage.testkit.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** The ways in which the JDK tells the time to whoever brings no clock. */
final class StaticClock {

    static final DescribedPredicate<JavaAccess<?>> IS_READ =
            DescribedPredicate.describe("a static clock is read", StaticClock::isRead);

    /** Of {@link java.time.Clock} and {@code InstantSource}: each makes one that reads the system's. */
    private static final Set<String> SYSTEM_CLOCKS =
            Set.of("system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds", "tickMinutes");

    private StaticClock() {}

    private static boolean isRead(JavaAccess<?> access) {
        if (!(access instanceof JavaCodeUnitAccess<?> call)) {
            return false;
        }
        JavaClass owner = call.getTargetOwner();
        List<String> parameters = call.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getName)
                .toList();
        return isNow(owner, call.getName(), parameters)
                || isSystemClock(owner, call.getName())
                || isOldDate(owner, call.getName(), parameters);
    }

    private static boolean isNow(JavaClass owner, String name, List<String> parameters) {
        return owner.getName().startsWith("java.time.")
                && (name.equals("now") || name.equals("dateNow"))
                && !parameters.contains("java.time.Clock");
    }

    private static boolean isSystemClock(JavaClass owner, String name) {
        return switch (owner.getName()) {
            case "java.lang.System" -> name.equals("currentTimeMillis");
            case "java.time.Clock", "java.time.InstantSource" -> SYSTEM_CLOCKS.contains(name);
            default -> false;
        };
    }

    /** A calendar is now unless it is told three numbers. */
    private static boolean isOldDate(JavaClass owner, String name, List<String> parameters) {
        boolean made = name.equals(JavaConstructor.CONSTRUCTOR_NAME);
        if (owner.isAssignableTo(Calendar.class)) {
            return name.equals("getInstance") || (made && !parameters.contains("int"));
        }
        return owner.isEquivalentTo(Date.class) && made && parameters.isEmpty();
    }
}
