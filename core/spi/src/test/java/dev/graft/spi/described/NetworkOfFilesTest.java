// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.yaml.DeclarationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network described in a folder, without a class. */
class NetworkOfFilesTest {

    private static final String NETWORK = """
            architecture: net_f
            title: A network of files
            domain: vision
            datasets: {type: table, formats: [default]}
            actions:
              train:
                datasets: [train]
                %s
            """;
    private static final String SPECS = """
            actions:
              train:
                parameters:
                  train.epochs: {type: integer, default: 5, description: Passes over the data.}
            """;

    @TempDir
    private Path folder;

    private JobInputs.Dataset dataset;

    @BeforeEach
    void writeDataset() throws IOException {
        Path root = Files.createDirectory(folder.resolve("dataset"));
        Files.writeString(root.resolve("points.csv"), "1,2\n");
        dataset = new JobInputs.Dataset("d", "table", "default", root);
    }

    @Test
    void aCommandIsPlannedWithItsValues() throws IOException {
        DescribedNetwork network = network(
                "command: [sh, \"{plugin_dir}/run.sh\", \"epochs={specs:train.epochs}\", \"{train_dataset:points.csv}\", \"{job_file}\"]");

        EmbeddedForm form = network.launcher(Action.TRAIN).plan(request(network, dataset)).embedded().orElseThrow();

        assertThat(form.mainClass()).isEqualTo(CommandWorker.class.getName());
        assertThat(form.arguments()).containsExactly(
                "sh", folder.resolve("run.sh").toString(), "epochs=5", dataset.folder().resolve("points.csv").toString(), "{job_file}");
        assertThat(network.datasetPaths(Action.TRAIN)).containsExactly("points.csv");
    }

    @Test
    void aCommandWithoutItsInputIsRefusedInWords() throws IOException {
        DescribedNetwork network = network("command: [sh, \"{train_dataset:points.csv}\"]");
        assertThatThrownBy(() -> network.launcher(Action.TRAIN).plan(request(network)))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("needs {train_dataset:points.csv}, and the job has none");
    }

    @Test
    void whatCannotBeIsToldWithItsLine() {
        assertThatThrownBy(() -> network("command: [sh, \"{no_such_source}\"]"))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("network.yaml:8")
                .hasMessageContaining("no value source is called 'no_such_source'");
        assertThatThrownBy(() -> network("command: []")).hasMessageContaining("at least a program");
        assertThatThrownBy(() -> network("main_class: a.B\n    command: [sh]"))
                .hasMessageContaining("a main_class and a command");
        assertThatThrownBy(() -> network("parents: []")).hasMessageContaining("neither a main_class nor a command nor a container");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.writeString(folder.resolve("network.yaml"), NETWORK.formatted("command: [sh]"));
        assertThatThrownBy(() -> DescribedNetwork.in(folder))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("specs.yaml: there is no such file in the plugin's folder");
    }

    private DescribedNetwork network(String run) throws IOException {
        Files.writeString(folder.resolve("network.yaml"), NETWORK.formatted(run));
        Files.writeString(folder.resolve("specs.yaml"), SPECS);
        return DescribedNetwork.in(folder);
    }

    private LaunchRequest request(DescribedNetwork network, JobInputs.Dataset... train) {
        JobInputs inputs = new JobInputs(
                List.of(train),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
        ObjectNode specs = network.specs(Action.TRAIN).defaults();
        return new LaunchRequest("id", Action.TRAIN, specs, inputs, folder.resolve("results"), "", 0);
    }
}
