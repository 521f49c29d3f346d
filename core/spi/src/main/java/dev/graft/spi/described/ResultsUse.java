// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import dev.graft.spi.dataset.DatasetOutcome;
import java.util.function.Function;

/** A use of a job's results, as a file declares it; its dataset's format is not known before there is a job. */
record ResultsUse(Function<String, DatasetOutcome> byFormat) {

    /** A folder is put into the dataset. */
    static ResultsUse added(String folder, String target) {
        DatasetOutcome addition = new DatasetOutcome.Addition(folder, target);
        return new ResultsUse(format -> addition);
    }

    /** A folder becomes a dataset of the same format. */
    static ResultsUse made(String folder, boolean packed) {
        DatasetOutcome check = new DatasetOutcome.NewDataset(folder, "any", packed);
        return new ResultsUse(format -> new DatasetOutcome.NewDataset(check.folder(), format, packed));
    }

    DatasetOutcome of(String format) {
        return byFormat.apply(format);
    }
}
