// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.archive.FileTree;
import dev.graft.fault.NotFound;
import dev.graft.org.Caller;
import dev.graft.quota.StorageQuota;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Takes archives in. No transaction is open while bytes arrive, which may take hours; memory stays flat. When it returns the archive is
 * on disk, and unpacking goes on in the background.
 */
@ApplicationScoped
public class DatasetUpload {

    private final DatasetGuard guard;
    private final PullProgress progress;
    private final UploadInbox inbox;
    private final DatasetFiles files;
    private final StorageQuota quota;

    /** For the container's proxy. */
    protected DatasetUpload() {
        this(null, null, null, null, null);
    }

    @Inject
    public DatasetUpload(
            DatasetGuard guard, PullProgress progress, UploadInbox inbox, DatasetFiles files, StorageQuota quota) {
        this.guard = guard;
        this.progress = progress;
        this.inbox = inbox;
        this.files = files;
        this.quota = quota;
    }

    /** See {@link DatasetService#upload}. */
    Dataset upload(Caller caller, UUID id, InputStream archive) {
        guard.checkUpload(caller, id);
        quota.requireRoom(caller.org());
        return received(caller, id, inbox.receive(archive, size -> quota.requireRoom(caller.org(), size)));
    }

    /**
     * Puts an archive that has arrived into the inbox.
     *
     * @param received in a staging folder of its own, which is removed in any case
     */
    Dataset received(Caller caller, UUID id, Path received) {
        try {
            // Again: the bytes may have taken long to arrive.
            guard.checkUpload(caller, id);
            return files.exclusively(id, () -> register(caller.org(), id, received));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new GraftException(StandardError.DISK_FULL, "The server could not store the archive. Ask its administrator.", e);
        } finally {
            FileTree.delete(received.getParent());
        }
    }

    private Dataset register(String org, UUID id, Path received) throws IOException {
        Path archive = inbox.put(org, id, received);
        boolean done = false;
        try {
            Dataset dataset = progress.arrived(org, id).orElseThrow(() -> NotFound.of("dataset", id));
            done = true;
            return dataset;
        } finally {
            if (!done) {
                Files.deleteIfExists(archive);
            }
        }
    }
}
