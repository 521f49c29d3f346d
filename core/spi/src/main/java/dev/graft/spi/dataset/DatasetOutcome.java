// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.dataset;

import java.nio.file.Path;
import java.util.Objects;

/** What becomes of a folder in the results of a job on a dataset. One that is not there is no outcome. */
public sealed interface DatasetOutcome {

    /** The folder, relative to the results. */
    String folder();

    /**
     * The folder, or the file, is put into the dataset that the job worked on, in the place of what is there. Files are linked where the file system
     * can, so that nothing is stored twice; nobody writes to them afterwards.
     *
     * @param folder relative to the results
     * @param target where it is put, relative to the dataset
     */
    record Addition(String folder, String target) implements DatasetOutcome {
        public Addition {
            requireInside(folder);
            requireInside(target);
        }
    }

    /**
     * The folder becomes a new dataset of the same organisation and type, with the job's id.
     *
     * @param folder relative to the results
     * @param format the new dataset's format
     * @param packed whether the folder is part of the job's archive too
     */
    record NewDataset(String folder, String format, boolean packed) implements DatasetOutcome {
        public NewDataset {
            requireInside(folder);
            Objects.requireNonNull(format, "format");
        }
    }

    private static void requireInside(String folder) {
        Path path = Path.of(folder);
        if (folder.isBlank() || path.isAbsolute() || path.normalize().startsWith("..") || !path.normalize().equals(path)) {
            throw new IllegalArgumentException("'" + folder + "' is no folder inside another");
        }
    }
}
