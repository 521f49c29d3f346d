// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A spec field that the server fills when the job starts.
 *
 * @param field the field
 * @param sources where its value comes from: the first that yields something
 * @param datasetFormat only for datasets of that format; empty for all
 */
record Fill(FieldPath field, List<ValueSource> sources, Optional<String> datasetFormat) {

    Fill {
        sources = List.copyOf(sources);
    }

    /** Fills the field, unless no source yields anything. */
    void apply(LaunchRequest request, ObjectNode specs) {
        if (datasetFormat.isPresent() && !hasFormat(request.inputs(), datasetFormat.get())) {
            return;
        }
        for (ValueSource source : sources) {
            List<JsonNode> values = source.resolve(request);
            if (!values.isEmpty()) {
                field.put(specs, values);
                return;
            }
        }
    }

    private static boolean hasFormat(JobInputs inputs, String format) {
        Stream<JobInputs.Dataset> all = Stream.concat(
                inputs.train().stream(),
                Stream.of(inputs.eval(), inputs.inference(), inputs.calibration(), inputs.own()).flatMap(Optional::stream));
        return all.anyMatch(dataset -> dataset.format().equals(format));
    }
}
