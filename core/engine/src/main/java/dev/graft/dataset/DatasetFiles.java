// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.archive.FileTree;
import dev.graft.storage.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * The files of datasets on disk: the folder that jobs read, and beside it, for the time of an exchange, the former one. Changes of one
 * dataset's files happen one after the other.
 */
@ApplicationScoped
public class DatasetFiles {

    private static final int LOCKS = 64;
    private static final String PREVIOUS = ".previous";
    private static final String PULL = ".pull";
    static final String UPLOADS = ".uploads";

    private final DataFolder data;
    private final List<ReentrantLock> locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toList();

    /** For the container's proxy. */
    protected DatasetFiles() {
        this(null);
    }

    @Inject
    public DatasetFiles(DataFolder data) {
        this.data = data;
    }

    /** Where the files lie that jobs read. */
    Path folder(String org, UUID id) {
        return data.dataset(org, id);
    }

    /** Where the files of an unfinished pull lie; may be missing. */
    Path pullFolder(String org, UUID id) {
        return data.datasets(org).resolve(id + PULL);
    }

    /** Where the unfinished uploads lie; may be missing. */
    Path uploadsFolder(String org, UUID id) {
        return data.datasets(org).resolve(id + UPLOADS);
    }

    private Path previous(String org, UUID id) {
        return data.datasets(org).resolve(id + PREVIOUS);
    }

    /** Does something while nobody else changes the dataset's files. */
    <T> T exclusively(UUID id, Callable<T> work) throws Exception {
        ReentrantLock lock = locks.get(Math.floorMod(id.hashCode(), LOCKS));
        lock.lock();
        try {
            return work.call();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a folder in the place of the dataset's. A crash in between leaves the old folder or the new one, never a mixture: see
     * {@link #repair}. Call it within {@link #exclusively}.
     */
    void replace(String org, UUID id, Path content) throws IOException {
        Path folder = folder(org, id);
        Path previous = previous(org, id);
        Files.createDirectories(folder.getParent());
        if (Files.exists(folder)) {
            Files.move(folder, previous, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(content, folder, StandardCopyOption.ATOMIC_MOVE);
        FileTree.delete(previous);
    }

    /** After a crash: takes the former folder back if there is no new one, and removes it otherwise. */
    void repair(String org, UUID id) throws IOException {
        Path folder = folder(org, id);
        Path previous = previous(org, id);
        if (Files.exists(previous) && !Files.exists(folder)) {
            Files.move(previous, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        FileTree.delete(previous);
    }

    /**
     * Takes the dataset's files out of sight at once.
     *
     * @return where they are now, to be removed when there is time
     */
    Path discard(String org, UUID id) throws IOException {
        Path rubbish = data.newStagingFolder();
        for (Path path : List.of(folder(org, id), previous(org, id), pullFolder(org, id), uploadsFolder(org, id))) {
            if (Files.exists(path)) {
                Files.move(path, rubbish.resolve(path.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return rubbish;
    }
}
