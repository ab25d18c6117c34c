package dev.nostage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Keeps what README.md promises under "What it brings". */
final class DependenciesTest {

    private static final List<String> PROMISED = List.of(
            "io.micronaut:micronaut-core",
            "com.nimbusds:nimbus-jose-jwt",
            "com.github.ben-manes.caffeine:caffeine",
            "org.slf4j:slf4j-api",
            "org.jspecify:jspecify");

    @Test
    void forcesNothingElseOnItsUsers() throws Exception {
        assertThat(forcedByThePom()).containsExactlyInAnyOrderElementsOf(PROMISED);
    }

    @Test
    void promisesJustThatInTheReadme() throws Exception {
        String section = Files.readString(Path.of("README.md"))
                .split("## What it brings", -1)[1]
                .split("\n## ", -1)[0];

        assertThat(section.lines().filter(line -> line.startsWith("- `")).map(line -> line.split("`", -1)[1]))
                .containsExactlyInAnyOrderElementsOf(PROMISED);
    }

    private static List<String> forcedByThePom() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        NodeList declared = pom.getElementsByTagName("dependency");
        List<String> forced = new ArrayList<>();
        for (int i = 0; i < declared.getLength(); i++) {
            Element dependency = (Element) declared.item(i);
            String scope = text(dependency, "scope", "compile");
            boolean reachesUsers = scope.equals("compile") || scope.equals("runtime");
            if (reachesUsers && !text(dependency, "optional", "false").equals("true")) {
                forced.add(text(dependency, "groupId", "") + ":" + text(dependency, "artifactId", ""));
            }
        }
        return forced;
    }

    private static String text(Element parent, String tag, String absent) {
        NodeList found = parent.getElementsByTagName(tag);
        return found.getLength() == 0 ? absent : found.item(0).getTextContent().strip();
    }
}
