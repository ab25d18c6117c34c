package dev.nostage.partitioning.processor;

import dev.nostage.partitioning.sql.Functions;
import io.micronaut.annotation.processing.visitor.JavaVisitorContext;
import io.micronaut.inject.visitor.VisitorContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the build tells the compiler, as configuration tells the running application; javac knows no hyphens.
 *
 * @param sharedTables tables that no entity declares, in lower case
 * @param functions the application's own that may be called in SQL, in lower case
 */
record Options(Set<String> sharedTables, Set<String> functions) {

    static final String SHARED_TABLES = "nostage.partitioning.sharedTables";
    static final String FUNCTIONS = "nostage.partitioning.functions";

    static Options of(VisitorContext context) {
        return new Options(list(context, SHARED_TABLES), list(context, FUNCTIONS));
    }

    Functions callable() {
        return new Functions(functions, "the compiler's option -A" + FUNCTIONS + "=…");
    }

    private static Set<String> list(VisitorContext context, String option) {
        // Not the context's own options: those become properties of the whole build, and hold for its other modules.
        Map<String, String> options = context instanceof JavaVisitorContext java
                ? java.getProcessingEnv().getOptions()
                : Map.of();
        String value = options.getOrDefault(option, "");
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
