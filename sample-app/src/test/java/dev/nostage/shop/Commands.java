package dev.nostage.shop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a page of the guide lets its reader type, in order, and what it says is answered; {@code …} is whatever comes there. */
record Commands(List<Step> steps) {

    private static final String NEXT = "--- next ---";

    record Step(String command, String answer) {

        boolean isAnsweredBy(String said) {
            StringBuilder pattern = new StringBuilder();
            for (String part : words(answer).split("…", -1)) {
                pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
            }
            return Pattern.matches(pattern.toString(), words(said));
        }
    }

    static Commands of(Path page) throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean inside = false;
        boolean typed = false;
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                inside = !inside;
                typed = false;
            } else if (inside && line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), ""));
                typed = true;
            } else if (inside && !steps.isEmpty()) {
                Step last = steps.remove(steps.size() - 1);
                boolean goesOn = typed && last.command().endsWith("\\");
                steps.add(
                        goesOn
                                ? new Step(last.command() + "\n" + line, last.answer())
                                : new Step(last.command(), last.answer() + line + "\n"));
            }
        }
        return new Commands(steps);
    }

    /** What a shell answers to each, all in one session. */
    List<String> run(String address, String token, Path scratch) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder();
        for (Step step : steps) {
            script.append(step.command().replace("localhost:8080", address)).append("\necho; echo '" + NEXT + "'\n");
        }
        Path file = Files.writeString(scratch.resolve("page.sh"), script);
        ProcessBuilder bash = new ProcessBuilder("bash", file.toString())
                .redirectError(scratch.resolve("errors").toFile());
        bash.environment().put("NOSTAGE_OPERATOR_TOKEN", token);
        Process running = bash.start();
        String told = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        running.waitFor();
        List<String> answers = new ArrayList<>(List.of(told.split(Pattern.quote(NEXT))));
        answers.remove(answers.size() - 1); // the end of the last line
        return answers;
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
