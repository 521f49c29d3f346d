// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.server.Background;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import dev.graft.storage.DataFolder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes uploads that nobody has gone on with for {@link UploadFolder#KEPT}. */
@ApplicationScoped
public class UploadExpiry {

    private static final Logger LOG = LoggerFactory.getLogger(UploadExpiry.class);

    private final DataFolder data;
    private final ScheduledExecutorService timer;
    private final Clock clock;

    /** For the container's proxy. */
    protected UploadExpiry() {
        this(null, null, null);
    }

    @Inject
    public UploadExpiry(DataFolder data, @Background ScheduledExecutorService timer, Clock clock) {
        this.data = data;
        this.timer = timer;
        this.clock = clock;
    }

    void atStart(@Observes @Priority(StartOrder.RECOVERY) ServerStarted started) {
        timer.scheduleWithFixedDelay(this::sweep, 1, 60, TimeUnit.MINUTES);
    }

    /** Looks at all uploads of all datasets. */
    void sweep() {
        try {
            for (Path org : list(data.organisations())) {
                for (Path uploads : list(data.datasets(org.getFileName().toString()))) {
                    if (uploads.getFileName().toString().endsWith(DatasetFiles.UPLOADS)) {
                        sweep(uploads);
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("unfinished uploads could not be looked at, trying again in an hour: {}", e.toString());
        }
    }

    private void sweep(Path uploads) throws IOException {
        for (Path folder : list(uploads)) {
            UploadFolder upload = new UploadFolder(folder);
            if (upload.read().filter(found -> clock.instant().isAfter(found.expiresOn())).isPresent()) {
                LOG.info("upload {} has expired and is removed", folder.getFileName());
                upload.discard();
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
