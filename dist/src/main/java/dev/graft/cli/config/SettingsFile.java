// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings of the last login, in a file that only its owner may read, for it holds the key. */
public final class SettingsFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;

    public SettingsFile(Path file) {
        this.file = file;
    }

    /** {@code $XDG_CONFIG_HOME/graft/config.json}, by default {@code ~/.config/graft/config.json}. */
    public static SettingsFile ofUser(Map<String, String> environment, Path home) {
        String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = configured.isBlank() ? home.resolve(".config") : Path.of(configured);
        return new SettingsFile(folder.resolve("graft").resolve("config.json"));
    }

    /** {@code GRAFT_URL}, {@code GRAFT_ORG} and {@code GRAFT_API_KEY}. */
    public static Settings ofEnvironment(Map<String, String> environment) {
        return new Settings(
                present(environment.get("GRAFT_URL")),
                present(environment.get("GRAFT_ORG")),
                present(environment.get("GRAFT_API_KEY")));
    }

    /** Where the file is. */
    public Path path() {
        return file;
    }

    /** What the last login left; nothing if there was none. */
    public Settings read() {
        if (!Files.exists(file)) {
            return Settings.NONE;
        }
        try {
            JsonNode json = JSON.readTree(file.toFile());
            return new Settings(
                    present(json.path("url").asText()),
                    present(json.path("org").asText()),
                    present(json.path("api_key").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException("The settings " + file + " cannot be read; log in again", e);
        }
    }

    /** Replaces the file as a whole. */
    public void write(Settings settings) {
        ObjectNode json = JSON.createObjectNode();
        settings.url().ifPresent(url -> json.put("url", url));
        settings.organisation().ifPresent(organisation -> json.put("org", organisation));
        settings.apiKey().ifPresent(key -> json.put("api_key", key));
        try {
            Files.createDirectories(file.getParent());
            Path next = Files.createTempFile(file.getParent(), "config", ".json", ownerOnly());
            JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), json);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The settings " + file + " cannot be written", e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)} : new FileAttribute<?>[0];
    }

    private static Optional<String> present(String text) {
        return Optional.ofNullable(text).filter(value -> !value.isBlank());
    }
}
