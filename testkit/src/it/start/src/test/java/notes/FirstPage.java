package notes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The guide's first page, as it stands in the repository that this project is built in. */
final class FirstPage {

    private static final Path PAGE = Path.of("..", "..", "..", "..", "docs", "guide", "start.md");
    private static final String ANYTHING = "…";

    private FirstPage() {}

    /** A command that is asked of the running service, and what the page says that it answers. */
    record Step(String command, String answer) {

        boolean isAnsweredBy(String said) {
            return matches(answer, said);
        }
    }

    /** Those of all blocks that begin with a prompt and ask the service. */
    static List<Step> steps() throws IOException {
        List<Step> steps = new ArrayList<>();
        for (List<String> block : blocks()) {
            if (block.get(0).startsWith("$ curl") || block.get(0).startsWith("$ PASSPORT=")) {
                read(block, steps);
            }
        }
        return steps;
    }

    /** @return whether a block of the page is this text, wherever its lines end, up to what the page leaves out */
    static boolean shows(String text) throws IOException {
        return blocks().stream().anyMatch(block -> matches(String.join(" ", block), text));
    }

    private static boolean matches(String shown, String text) {
        String[] parts = oneLine(shown).split(ANYTHING, -1);
        StringBuilder pattern = new StringBuilder();
        for (String part : parts) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.matches(pattern.toString(), oneLine(text));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static void read(List<String> block, List<Step> steps) {
        StringBuilder command = new StringBuilder();
        StringBuilder answer = new StringBuilder();
        boolean goesOn = false;
        for (String line : block) {
            if (line.startsWith("$ ") && !command.isEmpty()) {
                steps.add(new Step(command.toString(), answer.toString()));
                command.setLength(0);
                answer.setLength(0);
            }
            boolean asked = line.startsWith("$ ") || goesOn;
            (asked ? command : answer)
                    .append(line.startsWith("$ ") ? line.substring(2) : line)
                    .append('\n');
            goesOn = asked && line.endsWith("\\");
        }
        steps.add(new Step(command.toString(), answer.toString()));
    }

    private static List<List<String>> blocks() throws IOException {
        List<List<String>> blocks = new ArrayList<>();
        List<String> open = null;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.strip().startsWith("```") && open == null) {
                open = new ArrayList<>();
            } else if (line.strip().equals("```")) {
                blocks.add(open);
                open = null;
            } else if (open != null) {
                open.add(line);
            }
        }
        return blocks;
    }
}
