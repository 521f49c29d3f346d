// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.backbone.FanHybrid;
import dev.graft.torchkit.backbone.ResNet;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.NativeScope;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightLoaderTest {

    @TempDir
    private Path folder;

    @Test
    void aWrittenModelComesBackBitByBit() throws Exception {
        Classifier written = resNet(4, 1);
        Classifier read = resNet(4, 2);
        Path file = folder.resolve("epoch_1.pth");
        Checkpoint.builder().weights(written).metadata("epoch", "1").build().write(file);

        assertThat(equal(written, read)).isFalse();
        LoadReport report = WeightLoader.load(file, read);
        assertThat(report.complete()).isTrue();
        assertThat(report.taken()).hasSize(122);
        assertThat(equal(written, read)).isTrue();
        assertThat(read.trainableParameters()).hasSameSizeAs(read.parameters());
    }

    @Test
    void anotherNumberOfClassesLeavesTheHeadAndSaysWhy() {
        Classifier model = resNet(7, 2);
        LoadReport report = WeightLoader.load(weights(resNet(4, 1)), model);

        assertThat(report.taken()).hasSize(120).contains("conv1.weight").doesNotContain("fc.weight");
        assertThat(report.left())
                .containsExactly(
                        new LoadReport.Left(
                                "fc.weight",
                                LoadReport.Reason.SHAPE_MISMATCH,
                                "shape [4, 512], the model's is [7, 512]"),
                        new LoadReport.Left(
                                "fc.bias", LoadReport.Reason.SHAPE_MISMATCH, "shape [4], the model's is [7]"));
        assertThat(report.missing()).containsExactly("fc.weight", "fc.bias");
        assertThat(report.complete()).isFalse();
        assertThat(report.summary())
                .startsWith("120 tensors taken, 2 left (fc.weight: shape [4, 512]")
                .endsWith("2 of the model not in the file (fc.weight, fc.bias)");
    }

    @Test
    void foreignTensorsAreLeftAndMissingOnesNamed() {
        Map<String, StoredTensor> weights = new LinkedHashMap<>(weights(resNet(4, 1)));
        StoredTensor moved = weights.remove("layer1.0.conv1.weight");
        weights.put("ema.shadow", moved);
        LoadReport report = WeightLoader.load(weights, resNet(4, 2));

        assertThat(report.missing()).containsExactly("layer1.0.conv1.weight");
        assertThat(report.left())
                .containsExactly(new LoadReport.Left("ema.shadow", LoadReport.Reason.NOT_IN_MODEL, "not in the model"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"module.", "model.", "backbone.", "module.model.", "model.backbone."})
    void prefixesOfTrainingCodeAreTakenOff(String prefix) {
        Classifier source = resNet(4, 1);
        Classifier model = resNet(4, 2);
        LoadReport report = WeightLoader.load(renamed(source, prefix), model);
        assertThat(report.complete()).isTrue();
        assertThat(equal(source, model)).isTrue();
    }

    @Test
    void aBackboneTakesItsPartOfAClassifier() {
        ResNet backbone = new ResNet(ResNet.Variant.RESNET_18, Initializer.seeded(2));
        LoadReport report = WeightLoader.load(weights(resNet(4, 1)), backbone);
        assertThat(report.taken()).hasSize(120);
        assertThat(report.missing()).isEmpty();
        assertThat(report.left()).extracting(LoadReport.Left::name).containsExactly("fc.weight", "fc.bias");
    }

    @Test
    void theHeadOfATaoClassifierIsFoundWhateverThePublishedNetworkCallsIt() {
        Initializer init = Initializer.seeded(1);
        Classifier fan = new Classifier(new FanHybrid(FanHybrid.Variant.TINY, 0, init), 3, init);
        for (Classifier model : new Classifier[] {fan, resNet(3, 1)}) {
            Map<String, StoredTensor> tao = new LinkedHashMap<>();
            String head = model.backbone().headName() + ".";
            weights(model).forEach((name, tensor) -> tao.put(
                    name.startsWith(head)
                            ? "head.fc." + name.substring(head.length())
                            : "backbone." + name,
                    tensor));
            assertThat(WeightLoader.load(tao, model).complete()).isTrue();
        }
    }

    @Test
    void halfPrecisionIsWidened() {
        Classifier source = resNet(4, 1);
        Map<String, StoredTensor> halves = new LinkedHashMap<>();
        NativeScope.run(() -> source.state().forEach((name, parameter) -> halves.put(
                name,
                TensorBytes.copyOf(
                        parameter.isFloatingPoint()
                                ? parameter.tensor().to(torch.ScalarType.Half)
                                : parameter.tensor()))));
        Classifier model = resNet(4, 2);
        assertThat(WeightLoader.load(halves, model).complete()).isTrue();
        Tensor read = model.state().get("fc.weight").tensor();
        Tensor expected = source.state().get("fc.weight").tensor();
        assertThat(read.scalar_type().intern()).isEqualTo(torch.ScalarType.Float);
        assertThat(read.sub(expected).abs().max().item_float()).isBetween(1e-9f, 1e-4f);
    }

    @Test
    void aFileOfWhichNothingFitsIsRefused() throws Exception {
        Path file = folder.resolve("other.safetensors");
        Checkpoint.builder()
                .add("x", TensorBytes.copyOf(torch.zeros(2)))
                .build()
                .write(file);
        assertThatThrownBy(() -> WeightLoader.load(file, resNet(4, 1)))
                .isInstanceOf(WeightFileException.class)
                .hasMessageContaining("other.safetensors")
                .hasMessageContaining("same architecture");
    }

    @Test
    void tensorsOfEveryTypeSurviveTheWayThroughAFile() {
        for (torch.ScalarType type : new torch.ScalarType[] {
            torch.ScalarType.Bool,
            torch.ScalarType.Byte,
            torch.ScalarType.Char,
            torch.ScalarType.Short,
            torch.ScalarType.Int,
            torch.ScalarType.Long,
            torch.ScalarType.Half,
            torch.ScalarType.BFloat16,
            torch.ScalarType.Float,
            torch.ScalarType.Double
        }) {
            Tensor tensor = Tensor.create(new float[] {0, 1, 0, 1, 1, 0}, 2, 3).to(type).transpose(0, 1);
            Tensor back = TensorBytes.toTensor(TensorBytes.copyOf(tensor));
            assertThat(back.scalar_type().intern()).isEqualTo(type);
            assertThat(back.equal(tensor)).as(type.toString()).isTrue();
        }
    }

    private static Classifier resNet(int classes, long seed) {
        Initializer init = Initializer.seeded(seed);
        return new Classifier(new ResNet(ResNet.Variant.RESNET_18, init), classes, init);
    }

    private static Map<String, StoredTensor> weights(Module module) {
        return Checkpoint.builder().weights(module).build().weights();
    }

    private static Map<String, StoredTensor> renamed(Module module, String prefix) {
        Map<String, StoredTensor> renamed = new LinkedHashMap<>();
        weights(module).forEach((name, tensor) -> renamed.put(prefix + name, tensor));
        return renamed;
    }

    private static boolean equal(Module first, Module second) {
        return first.state().entrySet().stream()
                .allMatch(entry -> entry.getValue()
                        .tensor()
                        .equal(second.state().get(entry.getKey()).tensor()));
    }
}
