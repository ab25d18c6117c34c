package dev.nostage.testkit.service;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import com.github.tomakehurst.wiremock.standalone.MappingsSource;
import com.github.tomakehurst.wiremock.stubbing.StubImport;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The answers of a downstream that are kept in a file. WireMock saves nothing here, and above all deletes nothing. */
final class Recorded implements MappingsSource {

    private final String resource;

    Recorded(String downstream) {
        this.resource = "downstreams/" + downstream + ".json";
    }

    @Override
    public void loadMappingsInto(StubMappings stubs) {
        try (InputStream in = Recorded.class.getClassLoader().getResourceAsStream(resource)) {
            if (in != null) {
                read(resource, in.readAllBytes()).forEach(stubs::addMapping);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " on the class path cannot be read", e);
        }
    }

    static List<StubMapping> read(Path file) {
        try {
            return read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Recorded answers cannot be read from " + file, e);
        }
    }

    private static List<StubMapping> read(String where, byte[] json) {
        List<StubMapping> answers;
        try {
            answers = Json.read(new String(json, StandardCharsets.UTF_8), StubImport.class)
                    .getMappings();
        } catch (JsonException e) {
            throw new IllegalArgumentException(where + " holds no stubs in WireMock's form: " + e.getMessage(), e);
        }
        if (answers == null || answers.isEmpty()) {
            throw new IllegalArgumentException(where + " holds no stubs: write {\"mappings\": […]}");
        }
        return answers;
    }

    static void write(List<StubMapping> answers, Path file) {
        if (answers.isEmpty()) {
            throw new IllegalStateException("Nothing was asked while answers were to be recorded for " + file);
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, Json.write(Map.of("mappings", answers)));
        } catch (IOException e) {
            throw new UncheckedIOException("Recorded answers cannot be written to " + file, e);
        }
    }

    @Override
    public void save(List<StubMapping> stubs) {}

    @Override
    public void save(StubMapping stub) {}

    @Override
    @SuppressWarnings("removal") // WireMock demands it still
    public void remove(StubMapping stub) {}

    @Override
    public void remove(UUID stub) {}

    @Override
    public void removeAll() {}
}
