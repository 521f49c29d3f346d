// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.dataset.DatasetOutcome;
import dev.graft.spi.described.pictures.SampleDataset;
import dev.graft.spi.described.wrong.WrongDataset;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.yaml.DeclarationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribedDatasetTest {

    private final SampleDataset pictures = new SampleDataset();

    @TempDir
    Path folder;

    @Test
    void theFileSaysWhichFormatsHaveWhichAction() {
        assertThat(pictures.dataset().type()).isEqualTo("sample_pictures");
        assertThat(pictures.dataset().rules("raw")).extracting(ActionRule::action).containsExactly(Action.DATASET_CONVERT);
        assertThat(pictures.dataset().rules("default"))
                .extracting(ActionRule::action)
                .containsExactly(Action.DATASET_CONVERT, Action.AUGMENT);
    }

    @Test
    void anActionReadsTheDatasetThatItIsAskedOf() throws IOException {
        Files.createDirectories(folder.resolve("pictures"));
        ObjectNode specs = pictures.specs(Action.DATASET_CONVERT).defaults();
        LaunchPlan plan = pictures.launcher(Action.DATASET_CONVERT)
                .plan(new LaunchRequest("job", Action.DATASET_CONVERT, specs, inputs(), folder.resolve("results"), "secret", 0));
        assertThat(plan.embedded()).hasValueSatisfying(form -> assertThat(form.mainClass()).isEqualTo("org.example.Convert"));
        assertThat(plan.specs().path("root").asText()).isEqualTo(folder.resolve("pictures").toString());
        assertThat(plan.specs().path("results_dir").asText()).isEqualTo(folder.resolve("results").toString());
        assertThat(plan.specs().path("shards").intValue()).isEqualTo(4);
    }

    @Test
    void resultsAreAddedToTheDatasetOrBecomeOneOfTheSameFormat() {
        assertThat(pictures.outcomes(Action.DATASET_CONVERT, specs(), own()))
                .containsExactly(new DatasetOutcome.Addition("records", "tfrecords"));
        assertThat(pictures.outcomes(Action.AUGMENT, specs(), own()))
                .containsExactly(new DatasetOutcome.NewDataset("dataset", "raw", true));
    }

    @Test
    void anActionThatTheTypeDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> pictures.launcher(Action.TRAIN))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample_pictures has no action train; it has [dataset_convert, augment]");
    }

    @Test
    void everyFaultOfADatasetFileIsToldAtOnceWithItsLine() {
        DeclarationException faults = catchThrowableOfType(DeclarationException.class, WrongDataset::new);
        assertThat(faults.faults()).satisfiesExactlyInAnyOrder(
                fault -> assertThat(fault).startsWith("dataset.yaml:4: 'colour' is unknown here; a dataset file has [actions,"),
                fault -> assertThat(fault).startsWith("dataset.yaml:8: 'datasets' is unknown here"),
                fault -> assertThat(fault).contains("dataset.yaml:7", "dataset_convert has neither a main_class nor a command nor a container"),
                fault -> assertThat(fault).contains("dataset.yaml:10", "augment", "formats"),
                fault -> assertThat(fault).contains("dataset.yaml:12", "no action is called 'fly'"),
                fault -> assertThat(fault).contains("dataset.yaml:15", "annotation_format_convert", "'../elsewhere' is no folder inside another"),
                fault -> assertThat(fault).startsWith("dataset.yaml:19: 'packd' is unknown here; known are [folder, packed]"));
    }

    private ObjectNode specs() {
        return pictures.specs(Action.AUGMENT).defaults();
    }

    private JobInputs.Dataset own() {
        return new JobInputs.Dataset("pictures", "sample_pictures", "raw", folder.resolve("pictures"));
    }

    private JobInputs inputs() {
        return new JobInputs(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(own()),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
