// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.described.wrong.WrongNetwork;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.NetworkDescriptor;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import dev.graft.spi.yaml.DeclarationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribedNetworkTest {

    private final SampleNetwork network = new SampleNetwork();

    @TempDir
    Path folder;

    @Test
    void theFileSaysWhoTheNetworkIs() {
        NetworkDescriptor descriptor = network.network();
        assertThat(descriptor.architecture()).isEqualTo("sample_network");
        assertThat(descriptor.keyMetric()).contains(new KeyMetric("accuracy", KeyMetric.Goal.MAXIMIZE));
        assertThat(descriptor.actions())
                .containsExactly(Action.TRAIN, Action.EVALUATE, Action.EXPORT, Action.GEN_TRT_ENGINE);
        assertThat(descriptor.rule(Action.EXPORT)).hasValueSatisfying(rule -> assertThat(rule.parentRequired()).isTrue());
    }

    @Test
    void trainingIsPlannedInBothForms() throws IOException {
        LaunchPlan plan = plan(Action.TRAIN, inputs(Optional.empty(), dataset("a", "images"), dataset("b", "images_train")));
        assertThat(plan.embedded()).hasValueSatisfying(form -> assertThat(form.mainClass()).isEqualTo("org.example.Main"));
        assertThat(plan.specs().at("/data/folders").toString())
                .isEqualTo("[\"" + folder.resolve("a/images") + "\",\"" + folder.resolve("b/images_train") + "\"]");
        assertThat(plan.specs().at("/data/labels").asText()).isEqualTo("none");
        assertThat(plan.specs().at("/data/hook").asText()).as("a hidden constant").isEqualTo("ema");
        assertThat(plan.specs().path("results_dir").asText()).isEqualTo(folder.toString());
        assertThat(plan.specs().at("/model/pretrained").asText()).isEqualTo("/models/base.pth");
    }

    @Test
    void optionsTakeTheirFieldOutOfTheSpecFileAndFalseOnesAreLeftOut() throws IOException {
        ContainerForm form = plan(Action.TRAIN, inputs(Optional.empty(), dataset("a", "images"))).container().orElseThrow();
        assertThat(form.command()).containsExactly("sample_network", "train", "--gpus=1", "--spec={spec_file}", "--key=secret");
        assertThat(form.specText()).doesNotContain("gpus").doesNotContain("amp");
        assertThat(form.specFileName()).isEqualTo("spec.yaml");
        assertThat(form.imageKey()).isEqualTo("pytorch");
    }

    @Test
    void aDatasetWithoutWhatTheActionReadsIsAFaultThatNamesIt() throws IOException {
        JobInputs inputs = inputs(Optional.empty(), dataset("a", "pictures"));
        assertThatThrownBy(() -> plan(Action.TRAIN, inputs))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("dataset a has no images and no images_train, which train reads")
                .extracting(fault -> ((GraftException) fault).code())
                .isEqualTo(StandardError.INVALID_DATASET);
    }

    @Test
    void anActionMayTakeItsParentsSpecsButForItsOwnSection() throws IOException {
        ObjectNode parentSpecs = JsonNodeFactory.instance.objectNode();
        parentSpecs.withObject("/model").put("classes", 7);
        parentSpecs.withObject("/evaluate").put("batch_size", 1);
        ObjectNode specs = plan(Action.EVALUATE, inputs(Optional.of(parent(Action.TRAIN, "/m/best.pth", parentSpecs)))).specs();
        assertThat(specs.at("/model/classes").intValue()).isEqualTo(7);
        assertThat(specs.at("/evaluate/batch_size").intValue()).isEqualTo(4);
        assertThat(specs.at("/evaluate/checkpoint").asText()).isEqualTo("/m/best.pth");
        assertThat(specs.at("/evaluate/onnx").isMissingNode()).isTrue();
    }

    @Test
    void anExportedModelIsToldFromACheckpoint() throws IOException {
        ObjectNode specs = plan(Action.EVALUATE, inputs(Optional.of(parent(Action.EXPORT, "/m/model.onnx", specs())))).specs();
        assertThat(specs.at("/evaluate/onnx").asText()).isEqualTo("/m/model.onnx");
        assertThat(specs.at("/evaluate/checkpoint").isMissingNode()).isTrue();
    }

    @Test
    void theSpecFileMayHoldTheParentsSpecsWhileTheOwnOnesBecomeOptions() throws IOException {
        ObjectNode parentSpecs = JsonNodeFactory.instance.objectNode().put("trained", true);
        ContainerForm form = plan(Action.EXPORT, inputs(Optional.of(parent(Action.TRAIN, "/m/best.pth", parentSpecs))))
                .container()
                .orElseThrow();
        assertThat(form.specText()).isEqualTo("trained: true\n");
        assertThat(form.command()).contains("--opset=17", "--gpus=1");
    }

    @Test
    void withoutTheParentsSpecsThePlanSaysSo() {
        assertThatThrownBy(() -> plan(Action.EXPORT, inputs(Optional.of(parent(Action.TRAIN, "/m/best.pth", specs())))))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("export reads the specs of its parent job");
    }

    @Test
    void aWrittenOutCommandTakesValuesIntoItsArguments() throws IOException {
        ContainerForm form = plan(Action.GEN_TRT_ENGINE, inputs(Optional.of(parent(Action.EXPORT, "/m/model.onnx", specs()))))
                .container()
                .orElseThrow();
        assertThat(form.command()).containsExactly(
                "sh", "-c", "run \"$0\"", "/m/model.onnx", "--out=" + folder.resolve("model.engine"), "{spec_file}");
        assertThat(form.imageKey()).as("engines are built in the deploy image").isEqualTo("deploy");
        assertThat(form.specText()).doesNotContain("gpus");
    }

    @Test
    void aCommandWithoutItsValueIsAFaultThatNamesIt() {
        assertThatThrownBy(() -> plan(Action.GEN_TRT_ENGINE, inputs(Optional.empty())))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("gen_trt_engine needs {parent_model}");
    }

    @Test
    void numberAndNamesOfClassesFollowTheDataset() {
        ObjectNode defaults = network.adaptDefaults(Action.TRAIN, network.specs(Action.TRAIN).defaults(), withClasses("cat", "dog"));
        assertThat(defaults.at("/model/classes").intValue()).isEqualTo(3);
        assertThat(defaults.at("/model/names").toString()).isEqualTo("[\"cat\",\"dog\"]");
        assertThat(network.check(Action.TRAIN, defaults, withClasses("cat", "dog"))).isEmpty();
        assertThat(network.check(Action.TRAIN, defaults, withClasses("cat"))).containsExactly(new SpecFault(
                "/model/classes",
                "classes is 3, but dataset pets has 1 classes and the background counts as 1; set it to 2 or leave it out"));
    }

    @Test
    void anActionThatTheNetworkDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> network.launcher(Action.PRUNE))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample_network has no action prune; it has [train, evaluate, export, gen_trt_engine]");
    }

    @Test
    void everyFaultOfANetworkFileIsToldAtOnceWithItsLine() {
        DeclarationException faults = catchThrowableOfType(DeclarationException.class, WrongNetwork::new);
        assertThat(faults.faults()).satisfiesExactlyInAnyOrder(
                fault -> assertThat(fault).startsWith("network.yaml:6: 'colour' is unknown here"),
                fault -> assertThat(fault).contains("network.yaml:11", "'data[x]' is no path"),
                fault -> assertThat(fault).contains("network.yaml:13", "no action is called 'fly'"),
                fault -> assertThat(fault).contains("network.yaml:16", "no value source is called 'nowhere'"),
                fault -> assertThat(fault).contains("network.yaml:18", "requires a parent but allows none"));
    }

    private LaunchPlan plan(Action action, JobInputs inputs) {
        ObjectNode specs = network.specs(action).defaults();
        return network.launcher(action).plan(new LaunchRequest("job", action, specs, inputs, folder, "secret", 0));
    }

    private static JobInputs inputs(Optional<JobInputs.Parent> parent, JobInputs.Dataset... train) {
        return new JobInputs(
                List.of(train),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                parent,
                List.of(new JobInputs.BaseModel("base", Path.of("/models/base.pth"))),
                Optional.empty());
    }

    private JobInputs.Dataset dataset(String id, String content) throws IOException {
        Files.createDirectories(folder.resolve(id).resolve(content));
        return new JobInputs.Dataset(id, "image_classification", "classification_pyt", folder.resolve(id));
    }

    private static JobInputs.Parent parent(Action action, String model, ObjectNode specs) {
        return new JobInputs.Parent("parent", action, Path.of("/m"), Optional.of(Path.of(model)), specs);
    }

    private static ObjectNode specs() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static DatasetFacts withClasses(String... classes) {
        DatasetFacts.Facts facts =
                new DatasetFacts.Facts("pets", "image_classification", "classification_pyt", List.of(classes), Map.of());
        return new DatasetFacts(Map.of(DatasetRole.TRAIN, List.of(facts)));
    }
}
