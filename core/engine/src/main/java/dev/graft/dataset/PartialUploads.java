// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.archive.ArchiveKind;
import dev.graft.archive.FileTree;
import dev.graft.fault.InvalidRequest;
import dev.graft.fault.NotFound;
import dev.graft.org.Caller;
import dev.graft.quota.StorageQuota;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.storage.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Archives that arrive in parts, so that an upload that broke off goes on where it ended: after a lost connection, and after a restart of
 * either side. When the last part has arrived the archive goes the way of any other upload. No transaction is open while bytes arrive.
 */
@ApplicationScoped
public class PartialUploads {

    /** How many uploads of one dataset may be unfinished at the same time. */
    static final int AT_ONCE = 20;

    private static final int LONGEST_METADATA = 4096;
    private static final int LOCKS = 64;

    private final DatasetService datasets;
    private final DatasetGuard guard;
    private final DatasetUpload uploads;
    private final UploadInbox inbox;
    private final DatasetFiles files;
    private final DataFolder data;
    private final StorageQuota quota;

    /** Who writes to an upload; whoever comes later takes over, as a client that asks again has given its last request up. */
    private final Map<UUID, Object> writers = new ConcurrentHashMap<>();

    private final List<Object> locks = IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toList();

    /** For the container's proxy. */
    protected PartialUploads() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    public PartialUploads(
            DatasetService datasets,
            DatasetGuard guard,
            DatasetUpload uploads,
            UploadInbox inbox,
            DatasetFiles files,
            DataFolder data,
            StorageQuota quota) {
        this.datasets = datasets;
        this.guard = guard;
        this.uploads = uploads;
        this.inbox = inbox;
        this.files = files;
        this.data = data;
        this.quota = quota;
    }

    /**
     * Begins an upload.
     *
     * @param length bytes of the whole archive, at least 1
     * @param metadata the client's own words, to know the upload by; may be empty text
     * @throws GraftException NOT_FOUND, ILLEGAL_STATE, INVALID_REQUEST, TOO_LARGE, QUOTA_EXCEEDED, DISK_FULL
     */
    public PartialUpload begin(Caller caller, UUID datasetId, long length, String metadata) {
        guard.checkUpload(caller, datasetId);
        if (length < 1) {
            throw InvalidRequest.at("", "Upload-Length is " + length + "; an archive has at least 1 byte");
        }
        if (metadata.length() > LONGEST_METADATA) {
            throw InvalidRequest.at("", "Upload-Metadata has " + metadata.length() + " characters; at most " + LONGEST_METADATA + " are kept");
        }
        inbox.checkSize(length);
        quota.requireRoom(caller.org(), length);
        List<PartialUpload> unfinished = list(caller, datasetId);
        if (unfinished.size() >= AT_ONCE) {
            throw new GraftException(
                    StandardError.ILLEGAL_STATE,
                    "This dataset has " + unfinished.size() + " unfinished uploads; finish or delete some before beginning another.");
        }
        UUID id = UUID.randomUUID();
        try {
            folder(caller.org(), datasetId, id).begin(length, metadata);
        } catch (IOException e) {
            throw notStored(e);
        }
        return find(caller.org(), datasetId, id);
    }

    /** The unfinished uploads of a dataset, by id. */
    public List<PartialUpload> list(Caller caller, UUID datasetId) {
        datasets.get(caller, datasetId);
        List<PartialUpload> unfinished = new ArrayList<>();
        try (Stream<Path> folders = Files.list(files.uploadsFolder(caller.org(), datasetId))) {
            for (Path folder : folders.sorted().toList()) {
                new UploadFolder(folder).read().filter(upload -> !upload.complete()).ifPresent(unfinished::add);
            }
            return unfinished;
        } catch (NoSuchFileException e) {
            return unfinished;
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    /** An upload, also one that is complete. */
    public PartialUpload get(Caller caller, UUID datasetId, UUID id) {
        datasets.get(caller, datasetId);
        return find(caller.org(), datasetId, id);
    }

    /**
     * Takes the next part. What arrives before the body breaks off is kept unless it has a checksum.
     *
     * @param offset where the part belongs, the bytes that have arrived so far
     * @param body read to its end, not closed
     * @param checksum what the part must add up to; empty to take it as it comes
     * @return the upload; when it is complete the archive is in the inbox and will be unpacked
     * @throws GraftException NOT_FOUND; CONFLICT if the offset is another one or somebody else has taken over; CHECKSUM_MISMATCH, then the
     *     part was not kept; INVALID_REQUEST if it is too long or breaks off; INVALID_ARCHIVE if the whole is none
     */
    public PartialUpload append(
            Caller caller, UUID datasetId, UUID id, long offset, InputStream body, Optional<UploadChecksum> checksum) {
        guard.checkUpload(caller, datasetId);
        Object me = new Object();
        try {
            UploadFolder folder = folder(caller.org(), datasetId, id);
            PartialUpload upload = takeOver(caller.org(), datasetId, id, me);
            if (offset != upload.offset()) {
                throw new GraftException(
                        StandardError.CONFLICT,
                        "Upload-Offset is " + offset + ", but " + upload.offset() + " bytes have arrived; go on there.");
            }
            if (upload.complete()) {
                return upload;
            }
            write(folder, upload, body, checksum, writing -> inTurn(id, me, writing));
            PartialUpload now = find(caller.org(), datasetId, id);
            return now.complete() ? handOn(caller, datasetId, folder, now) : now;
        } catch (IOException e) {
            throw notStored(e);
        } finally {
            writers.remove(id, me);
        }
    }

    /** Gives an upload up; what has arrived of it is removed. */
    public void delete(Caller caller, UUID datasetId, UUID id) {
        guard.checkUpload(caller, datasetId);
        find(caller.org(), datasetId, id);
        synchronized (lock(id)) {
            writers.remove(id);
            folder(caller.org(), datasetId, id).discard();
        }
    }

    private static void write(
            UploadFolder folder, PartialUpload upload, InputStream body, Optional<UploadChecksum> checksum, UploadFolder.Turn turn)
            throws IOException {
        long most = upload.length() - upload.offset();
        InputStream told = new BrokenBody(body, checksum.isPresent());
        Optional<Long> count = checksum.isPresent()
                ? folder.append(told, most, turn, checksum.get())
                : Optional.of(folder.append(told, most, turn));
        if (count.isEmpty()) {
            throw new GraftException(
                    StandardError.CHECKSUM_MISMATCH,
                    "The body does not have the Upload-Checksum that came with it; it was not kept. Send it again from offset "
                            + upload.offset() + ".");
        }
        if (count.get() > most) {
            folder.cut(upload.offset());
            throw InvalidRequest.at("", "the upload would have more than the " + upload.length() + " bytes announced; the part was not kept");
        }
    }

    private PartialUpload handOn(Caller caller, UUID datasetId, UploadFolder folder, PartialUpload upload) throws IOException {
        Path received = data.newStagingFolder().resolve("archive");
        folder.complete(received, upload);
        if (ArchiveKind.of(received).isEmpty()) {
            folder.discard();
            FileTree.delete(received.getParent());
            throw new GraftException(StandardError.INVALID_ARCHIVE, "The upload is no archive that is known; " + ArchiveKind.ACCEPTED + ".");
        }
        uploads.received(caller, datasetId, received);
        return upload;
    }

    /** From here on whoever wrote before can write no more, so that the offset stays. */
    private PartialUpload takeOver(String org, UUID datasetId, UUID id, Object me) {
        synchronized (lock(id)) {
            writers.put(id, me);
            return find(org, datasetId, id);
        }
    }

    private void inTurn(UUID id, Object me, UploadFolder.Writing writing) throws IOException {
        synchronized (lock(id)) {
            if (writers.get(id) != me) {
                throw new GraftException(
                        StandardError.CONFLICT, "Another request writes to this upload now, or has deleted it; ask for its offset.");
            }
            writing.run();
        }
    }

    private Object lock(UUID id) {
        return locks.get(Math.floorMod(id.hashCode(), LOCKS));
    }

    private PartialUpload find(String org, UUID datasetId, UUID id) {
        try {
            return folder(org, datasetId, id).read().orElseThrow(() -> NotFound.of("upload", id));
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    private UploadFolder folder(String org, UUID datasetId, UUID id) {
        return new UploadFolder(files.uploadsFolder(org, datasetId).resolve(id.toString()));
    }

    private static GraftException notStored(IOException e) {
        return new GraftException(
                StandardError.DISK_FULL, "The server could not store the upload (" + e.getMessage() + "). Ask its administrator.", e);
    }
}
