// SPDX-License-Identifier: Apache-2.0
package dev.graft.registry;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.graft.archive.FileTree;
import dev.graft.registry.ModelCard.Publication;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.storage.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Graft's own registry: {@code registry/<org>/<name>/<version>/} with the model's files, {@code card.json}, {@code README.md} and
 * {@code SHA256SUMS} (as {@code sha256sum -c} reads it). A version appears all at once and never changes.
 */
@ApplicationScoped
@Typed(FolderRegistry.class)
public class FolderRegistry implements ModelRegistry {

    private static final String CARD = "card.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final DataFolder data;
    private final Clock clock;

    /** For the container's proxy. */
    protected FolderRegistry() {
        this(null, null);
    }

    @Inject
    public FolderRegistry(DataFolder data, Clock clock) {
        this.data = data;
        this.clock = clock;
    }

    @Override
    public ModelReference publish(Publication publication, List<Path> files) {
        Path staging = data.newStagingFolder();
        try {
            Path content = Files.createDirectory(staging.resolve("version"));
            List<ModelFile> stored = store(files, content);
            Path model = Files.createDirectories(folder(publication.org(), publication.name()));
            for (; ; ) {
                Optional<ModelReference> former = ofJob(publication);
                if (former.isPresent()) {
                    return former.get();
                }
                ModelReference next = next(publication, model);
                describe(new ModelCard(next.toString(), now(), publication, stored), content);
                if (appears(content, model.resolve(Integer.toString(next.version())))) {
                    return next;
                }
            }
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.DISK_FULL,
                    "The model could not be stored in the registry (" + e.getClass().getSimpleName() + "). Ask the administrator.",
                    e);
        } finally {
            FileTree.delete(staging);
        }
    }

    private static List<ModelFile> store(List<Path> files, Path content) throws IOException {
        List<ModelFile> stored = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            try (FileChannel channel = FileChannel.open(
                            content.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                String sha256 = Checksum.copy(file, out);
                channel.force(true);
                stored.add(new ModelFile(name, channel.size(), sha256));
            }
        }
        return stored;
    }

    private static void describe(ModelCard card, Path content) throws IOException {
        Files.write(content.resolve(CARD), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(card));
        Files.writeString(content.resolve("README.md"), CardText.of(card));
        Files.writeString(
                content.resolve("SHA256SUMS"),
                card.files().stream().map(file -> file.sha256() + "  " + file.name() + "\n").collect(Collectors.joining()));
    }

    /** Moves the version in place; {@code false} if another publication has taken the number meanwhile. */
    private static boolean appears(Path content, Path version) throws IOException {
        if (Files.exists(version)) {
            return false;
        }
        try {
            Files.move(content, version, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            return false;
        } catch (IOException e) {
            if (Files.exists(version)) {
                return false;
            }
            throw e;
        }
    }

    private Optional<ModelReference> ofJob(Publication publication) {
        return versions(publication.org(), publication.name()).stream()
                .filter(card -> card.publication().jobId().equals(publication.jobId()))
                .findFirst()
                .flatMap(card -> ModelReference.parse(card.reference()));
    }

    private static ModelReference next(Publication publication, Path model) throws IOException {
        int highest = numbers(model).stream().mapToInt(Integer::intValue).max().orElse(0);
        return new ModelReference(publication.org(), publication.name(), highest + 1);
    }

    private static List<Integer> numbers(Path model) throws IOException {
        try (Stream<Path> versions = Files.list(model)) {
            return versions.map(version -> version.getFileName().toString())
                    .filter(name -> name.matches("[1-9]\\d{0,8}"))
                    .map(Integer::valueOf)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private String now() {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }

    private Path folder(String org, String name) {
        return data.registry().resolve(org).resolve(name);
    }

    /** The card of a version; empty if there is none. */
    public Optional<ModelCard> card(ModelReference reference) {
        Path card = version(reference).resolve(CARD);
        try {
            return Files.isRegularFile(card) ? Optional.of(JSON.readValue(card.toFile(), ModelCard.class)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the model card " + card + " cannot be read", e);
        }
    }

    private Path version(ModelReference reference) {
        return folder(reference.org(), reference.name()).resolve(Integer.toString(reference.version()));
    }

    /** The model's first file, which is what a network starts from; empty if there is no such version. */
    public Optional<Path> model(ModelReference reference) {
        return card(reference).flatMap(card -> card.files().stream().findFirst()).map(file -> version(reference).resolve(file.name()));
    }

    /** The cards of a model, the newest version first. */
    public List<ModelCard> versions(String org, String name) {
        try {
            return numbers(folder(org, name)).stream()
                    .flatMap(version -> card(new ModelReference(org, name, version)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the registry cannot be read", e);
        }
    }

    /** The cards of all models of an organisation, by name, the newest version first. */
    public List<ModelCard> all(String org) {
        try (Stream<Path> models = Files.list(data.registry().resolve(org))) {
            return models.map(model -> model.getFileName().toString())
                    .filter(name -> ModelReference.NAME.matcher(name).matches())
                    .sorted()
                    .flatMap(name -> versions(org, name).stream())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the registry cannot be read", e);
        }
    }
}
