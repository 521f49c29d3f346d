// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.spi.launch.JobInputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files and folders that a job reads, for executors that have to make them visible. */
final class InputPaths {

    private InputPaths() {}

    /** The paths; none lies within another. */
    static List<Path> of(JobInputs inputs) {
        Stream<Path> datasets = Stream.of(
                        inputs.train().stream(),
                        inputs.eval().stream(),
                        inputs.inference().stream(),
                        inputs.calibration().stream(),
                        inputs.own().stream())
                .flatMap(dataset -> dataset)
                .map(JobInputs.Dataset::folder);
        Stream<Path> models = Stream.of(
                        inputs.parent().map(JobInputs.Parent::resultsDir),
                        inputs.parent().flatMap(JobInputs.Parent::model),
                        inputs.resumeFrom())
                .flatMap(Optional::stream);
        Stream<Path> bases = inputs.baseModels().stream().map(JobInputs.BaseModel::checkpoint);
        List<Path> all = Stream.of(datasets, models, bases).flatMap(paths -> paths).distinct().toList();
        return all.stream().filter(path -> all.stream().noneMatch(other -> !other.equals(path) && path.startsWith(other))).toList();
    }
}
