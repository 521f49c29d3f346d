// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.archive.FileTree;
import dev.graft.dataset.layout.Layout;
import dev.graft.dataset.layout.LayoutCatalog;
import dev.graft.dataset.layout.LayoutReport;
import dev.graft.secret.Vault;
import dev.graft.storage.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What jobs make of datasets: files that are put into the dataset that was worked on, and new datasets. The files are linked where the
 * file system can, so that nothing is stored twice. Every step can be repeated, as after a crash.
 */
@ApplicationScoped
public class DerivedDatasets {

    private static final int NAME_LENGTH = 500;

    private final PullProgress progress;
    private final DatasetFiles files;
    private final LayoutCatalog layouts;
    private final DataFolder data;
    private final Vault vault;
    private final Clock clock;

    /** For the container's proxy. */
    protected DerivedDatasets() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public DerivedDatasets(
            PullProgress progress, DatasetFiles files, LayoutCatalog layouts, DataFolder data, Vault vault, Clock clock) {
        this.progress = progress;
        this.files = files;
        this.layouts = layouts;
        this.data = data;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Where a new dataset comes from.
     *
     * @param id the job that made it, which becomes its id
     * @param source the dataset that the job worked on
     * @param userId who submitted the job
     * @param format the new dataset's format
     * @param made what the job did, for people, for example {@code augment}
     */
    public record Origin(UUID id, Dataset source, UUID userId, String format, String made) {
        public Origin {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(format, "format");
            Objects.requireNonNull(made, "made");
        }
    }

    /**
     * Puts a folder or a file into a dataset, in the place of what is there. A dataset that was deleted meanwhile stays deleted.
     *
     * @param folder stays as it is; nobody writes to its files afterwards
     * @param target relative to the dataset
     */
    public void add(Dataset dataset, Path folder, String target) throws IOException {
        withLinks(folder, (staging, links) -> exclusively(dataset.id(), () -> {
            Path root = files.folder(dataset.org(), dataset.id());
            if (progress.exists(dataset.org(), dataset.id()) && Files.isDirectory(root)) {
                Path place = root.resolve(target);
                Files.createDirectories(place.getParent());
                if (Files.exists(place)) {
                    Files.move(place, staging.resolve("former"), StandardCopyOption.ATOMIC_MOVE);
                }
                Files.move(links, place, StandardCopyOption.ATOMIC_MOVE);
            }
        }));
    }

    /**
     * Makes a dataset of a folder. If the files do not fit its type and format it is {@code invalid_pull}, with the reason. Does nothing
     * if it is there already.
     *
     * @param folder stays as it is; nobody writes to its files afterwards
     */
    public void make(Origin origin, Path folder) throws IOException {
        String org = origin.source().org();
        if (progress.exists(org, origin.id())) {
            return;
        }
        withLinks(folder, (staging, links) -> {
            Layout layout = layouts.of(origin.source().type(), origin.format());
            LayoutReport report = layout.inspect(links);
            DatasetContent content = DatasetPuller.content(report, links);
            Optional<String> fault = report.fits()
                    ? Optional.empty()
                    : Optional.of("The files that job " + origin.id() + " made do not fit type " + layout.type() + " and format "
                            + layout.format() + ": " + report.describe() + ".");
            exclusively(origin.id(), () -> files.replace(org, origin.id(), links));
            progress.made(describe(origin), content, fault);
        });
    }

    private Dataset describe(Origin origin) {
        Dataset source = origin.source();
        String name = source.name() + " (" + origin.made() + ")";
        DatasetDraft draft = DatasetDraft.builder()
                .type(source.type())
                .format(origin.format())
                .name(name.length() <= NAME_LENGTH ? name : name.substring(0, NAME_LENGTH - 1) + "…")
                .description("Made by job " + origin.id() + ", " + origin.made() + " of dataset " + source.id() + ".")
                .version(source.version())
                .build();
        return new Dataset(
                origin.id(), source.org(), origin.userId(), draft, vault, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** Works with a tree of links to the files of a folder, on the disk of the datasets. */
    private interface LinkUse {
        void use(Path staging, Path links) throws IOException;
    }

    private void withLinks(Path folder, LinkUse use) throws IOException {
        Path staging = data.newStagingFolder();
        try {
            Path links = staging.resolve("links");
            FileTree.link(folder, links);
            use.use(staging, links);
        } finally {
            FileTree.delete(staging);
        }
    }

    /** A step that changes a dataset's files. */
    private interface Step {
        void run() throws IOException;
    }

    private void exclusively(UUID id, Step step) throws IOException {
        try {
            files.exclusively(id, () -> {
                step.run();
                return null;
            });
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the step throws nothing else", e);
        }
    }
}
