package dev.nostage.shop.seeded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One mistake in an otherwise sound shop.
 *
 * @param name what was done wrong, in a few words
 * @param says what whoever made it must be told, the place among it; white space does not count
 * @param withOurProcessor whether the build has not forgotten it
 */
record Seed(String name, List<Change> changes, Catcher catcher, String says, boolean withOurProcessor) {

    private static final String JAVA = "java/dev/nostage/shop/";
    private static final String RESOURCES = "resources/";

    /** The shop as it is. */
    static final Seed NONE = new Seed("none", List.of(), Catcher.COMPILER, "", true);

    static Seed of(String name) {
        return new Seed(name, List.of(), Catcher.COMPILER, "", true);
    }

    /** Replaces a text in a source file. */
    Seed code(String file, String text, String replacement) {
        return with(new Change(JAVA + file, text, replacement));
    }

    /** And in what lies beside them. */
    Seed resource(String file, String text, String replacement) {
        return with(new Change(RESOURCES + file, text, replacement));
    }

    /** Adds a source file. */
    Seed file(String file, String text) {
        return with(new Change(JAVA + file, "", text));
    }

    Seed withoutOurProcessor() {
        return new Seed(name, changes, catcher, says, false);
    }

    Seed caughtBy(Catcher by, String saying) {
        if (saying.isBlank()) {
            throw new IllegalArgumentException(
                    "Say what is told of \"" + name + "\": whatever is told contains nothing");
        }
        return new Seed(name, changes, by, saying, withOurProcessor);
    }

    private Seed with(Change change) {
        List<Change> more = new ArrayList<>(changes);
        more.add(change);
        return new Seed(name, List.copyOf(more), catcher, says, withOurProcessor);
    }

    void applyTo(Path sources) throws IOException {
        for (Change change : changes) {
            change.applyTo(sources);
        }
    }

    /** As a name of a directory. */
    String slug() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * One file of the shop, changed in one place.
     *
     * @param text what must stand in it once, and only once; empty for a file that must not be there yet
     */
    private record Change(String file, String text, String replacement) {

        void applyTo(Path sources) throws IOException {
            Path path = sources.resolve(file);
            if (text.isEmpty()) {
                if (Files.exists(path)) {
                    throw new IllegalStateException("The shop has a " + file + " of its own by now");
                }
                Files.createDirectories(path.getParent());
                Files.writeString(path, replacement);
                return;
            }
            String before = Files.readString(path);
            int at = before.indexOf(text);
            if (at < 0 || before.indexOf(text, at + 1) >= 0) {
                throw new IllegalStateException("The shop has changed: this must stand once in " + file
                        + " to be replaced, and does not:\n" + text);
            }
            Files.writeString(path, before.substring(0, at) + replacement + before.substring(at + text.length()));
        }
    }
}
