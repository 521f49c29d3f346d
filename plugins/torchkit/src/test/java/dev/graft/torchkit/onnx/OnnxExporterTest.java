// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import dev.graft.torchkit.backbone.BackboneCatalog;
import dev.graft.torchkit.backbone.BackboneOptions;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxExporterTest {

    private static final OnnxExporter EXPORTER = new OnnxExporter("input_1", "logits");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"resnet_18, 64", "fan_tiny_8_p4_hybrid, 48"})
    void onnxRuntimeAgreesWithLibtorchOnAHundredImages(String name, int side) throws Exception {
        Classifier model = perturbed(name);
        Path file = folder.resolve("model.onnx");
        EXPORTER.export(model, new ImageShape(3, side, side), Map.of("classes", "a,b"), file);

        assertThat(OnnxComparison.largestDifference(model, file, 5, 1, 7, 92)).isLessThanOrEqualTo(1e-4);
        try (OnnxModel onnx = new OnnxModel(file, 1)) {
            assertThat(onnx.imageShape()).isEqualTo(new ImageShape(3, side, side));
            assertThat(onnx.metadata()).containsEntry("classes", "a,b");
        }
    }

    @Test
    void theComparisonNoticesAChangedWeight() throws Exception {
        Classifier model = perturbed("resnet_18");
        Path file = folder.resolve("model.onnx");
        EXPORTER.export(model, new ImageShape(3, 32, 32), Map.of(), file);
        Parameter variance = model.state().get("layer3.0.bn1.running_var");
        NativeScope.run(() -> variance.assign(variance.tensor().mul(new Scalar(1.1))));

        assertThat(OnnxComparison.largestDifference(model, file, 5, 4)).isGreaterThan(1e-4);
    }

    @Test
    void theGraphHoldsTheWeightsByTheirNamesAndADynamicBatch() {
        OnnxMl.ModelProto model =
                EXPORTER.record(perturbed("resnet_18"), new ImageShape(3, 32, 32), Map.of());

        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
        assertThat(model.getGraph().getInitializerList())
                .extracting(OnnxMl.TensorProto::getName)
                .contains("conv1.weight", "layer4.1.bn2.running_var", "fc.bias")
                .doesNotContain("bn1.num_batches_tracked");
        OnnxMl.ValueInfoProto input = model.getGraph().getInput(0);
        assertThat(input.getName()).isEqualTo("input_1");
        assertThat(input.getType().getTensorType().getShape().getDim(0).getDimParam())
                .isEqualTo("batch");
    }

    @Test
    void aModelThatCannotBeRecordedLeavesNoFile() throws Exception {
        Classifier model = perturbed("resnet_18");
        assertThatThrownBy(() -> EXPORTER.export(
                        model, new ImageShape(4, 32, 32), Map.of(), folder.resolve("model.onnx")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not fit the input");
        assertThat(folder).isEmptyDirectory();
        assertThat(model.isTraining()).as("the mode is as before").isTrue();
    }

    @Test
    void aFileThatIsNoModelIsRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("not.onnx"), "hello");
        assertThatThrownBy(() -> new OnnxModel(file, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not.onnx");
    }

    /** Untrained normalisations are the identity, and layer scale starts near zero; other values make the comparison mean something. */
    private static Classifier perturbed(String name) {
        Initializer init = Initializer.seeded(1);
        BackboneOptions options = new BackboneOptions(0.1);
        Classifier model = new Classifier(BackboneCatalog.standard().create(name, options, init), 10, init);
        torch.manual_seed(4);
        perturb(model);
        return model;
    }

    private static void perturb(Module model) {
        NativeScope.withoutGrad(() -> model.state().forEach((name, parameter) -> {
            Tensor tensor = parameter.tensor();
            if (parameter.shape().length == 1) {
                parameter.assign(name.endsWith("bias") || name.endsWith("mean")
                        ? torch.randn(tensor.size(0)).mul(new Scalar(0.1))
                        : torch.rand(tensor.size(0)).add(new Scalar(0.5)));
            }
        }));
    }
}
