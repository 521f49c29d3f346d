// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.onnx.ImageShape;
import dev.graft.torchkit.onnx.OnnxComparison;
import dev.graft.torchkit.onnx.OnnxExporter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobalContextTransformerTest {

    private static final TorchOps OPS = new TorchOps();

    /** Millions of parameters and thousand millions of multiplications, as timm's documentation of the weights gives them. */
    @ParameterizedTest
    @CsvSource({"XXTINY, 12.00, 2.14", "XTINY, 19.98, 2.93", "TINY, 28.22, 4.79", "SMALL, 51.09, 8.57", "BASE, 90.32, 14.87"})
    void hasThePublishedNumbersOfParametersAndOfMultiplications(
            GlobalContextTransformer.Variant variant, double millions, double billions) {
        Initializer init = Initializer.seeded(1);
        Classifier classifier = new Classifier(new GlobalContextTransformer(variant, BackboneOptions.DEFAULTS, init), 1000, init);
        assertThat(classifier.parameterCount() / 1e6).isCloseTo(millions, within(0.005));
        assertThat(MultiplyAdds.billions(classifier, 224)).isCloseTo(billions, within(billions / 100));
    }

    @Test
    void bearsThePublishedNamesAndShapes() {
        GlobalContextTransformer backbone =
                new GlobalContextTransformer(GlobalContextTransformer.Variant.SMALL, BackboneOptions.DEFAULTS, Initializer.seeded(1));
        assertThat(shape(backbone, "patch_embed.proj.weight")).containsExactly(96, 3, 3, 3);
        assertThat(shape(backbone, "patch_embed.conv_down.conv.0.weight")).containsExactly(96, 1, 3, 3);
        assertThat(shape(backbone, "patch_embed.conv_down.conv.2.fc.0.weight")).containsExactly(24, 96);
        assertThat(shape(backbone, "patch_embed.conv_down.conv.3.weight")).containsExactly(96, 96, 1, 1);
        assertThat(shape(backbone, "patch_embed.conv_down.reduction.weight")).containsExactly(96, 96, 3, 3);
        assertThat(shape(backbone, "patch_embed.conv_down.norm2.bias")).containsExactly(96);
        assertThat(shape(backbone, "levels.0.blocks.0.attn.relative_position_bias_table")).containsExactly(169, 3);
        assertThat(shape(backbone, "levels.0.blocks.0.attn.qkv.weight")).containsExactly(288, 96);
        assertThat(shape(backbone, "levels.0.blocks.1.attn.qkv.weight")).containsExactly(192, 96);
        assertThat(shape(backbone, "levels.0.q_global_gen.to_q_global.2.conv.3.weight")).containsExactly(96, 96, 1, 1);
        assertThat(shape(backbone, "levels.1.downsample.reduction.weight")).containsExactly(384, 192, 3, 3);
        assertThat(shape(backbone, "levels.2.blocks.18.attn.relative_position_bias_table")).containsExactly(729, 12);
        assertThat(shape(backbone, "levels.2.blocks.18.mlp.fc1.weight")).containsExactly(768, 384);
        assertThat(shape(backbone, "levels.3.blocks.4.gamma2")).containsExactly(768);
        assertThat(shape(backbone, "levels.3.q_global_gen.to_q_global.0.conv.2.fc.2.weight")).containsExactly(768, 192);
        assertThat(shape(backbone, "norm.weight")).containsExactly(768);
        assertThat(backbone.state()).doesNotContainKeys("levels.1.q_global_gen.to_q_global.2.conv.0.weight", "levels.3.downsample.norm1.weight");
    }

    @Test
    void thePyramidHasTheAnnouncedChannelsAndStrides() {
        GlobalContextTransformer backbone = small(0);
        NativeScope.withoutGrad(() -> {
            List<Tensor> maps = backbone.pyramid(OPS, torch.randn(2, 3, 64, 128));
            assertThat(maps).hasSameSizeAs(backbone.pyramidLevels());
            for (int i = 0; i < maps.size(); i++) {
                FeatureLevel level = backbone.pyramidLevels().get(i);
                assertThat(maps.get(i).shape()).containsExactly(2, level.channels(), 64 / level.stride(), 128 / level.stride());
            }
            assertThat(backbone.inputMultiple()).isEqualTo(64);
        });
    }

    /** What is far away reaches a window through the global queries alone: here that of the second block of a level. */
    @Test
    void aWindowAsksWithTheQueriesOfTheWholeMap() {
        GlobalContextTransformer.Level level = new GlobalContextTransformer.Level(8, 2, 2, 0, 2);
        GlobalContextBlock block = new GlobalContextBlock(level, true, 0, Initializer.seeded(1));
        GlobalQueries queries = new GlobalQueries(level, 2, Initializer.seeded(2), Initializer.seeded(3));
        NativeScope.withoutGrad(() -> {
            torch.manual_seed(4);
            Tensor map = torch.randn(1, 8, 8, 8);
            Tensor other = map.clone();
            other.narrow(1, 6, 2).fill_(new Scalar(3.0));
            Tensor asked = block.forward(OPS, map, queries.forward(OPS, map)).narrow(1, 0, 2);
            Tensor askedOther = block.forward(OPS, other, queries.forward(OPS, other)).narrow(1, 0, 2);
            assertThat(asked.sub(askedOther).abs().max().item_float()).isGreaterThan(1e-5f);
            GlobalContextBlock local = new GlobalContextBlock(level, false, 0, Initializer.seeded(1));
            Tensor own = local.forward(OPS, map, queries.forward(OPS, map)).narrow(1, 0, 2);
            assertThat(local.forward(OPS, other, queries.forward(OPS, other)).narrow(1, 0, 2).equal(own)).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({"64, 0", "128, 1"})
    void isRecordedAsItIsComputed(int width, double scale, @TempDir Path folder) throws Exception {
        GlobalContextTransformer backbone = small(scale);
        Path file = folder.resolve("gcvit.onnx");
        new OnnxExporter("input", "output").export(backbone, new ImageShape(3, 64, width), Map.of(), file);
        assertThat(OnnxComparison.largestDifference(backbone, file, 1, 1, 3)).isLessThan(1e-4);
    }

    /** Windows of 2, so that images of 64 pixels are what those of 224 are to the published ones. */
    private static GlobalContextTransformer small(double scale) {
        GlobalContextTransformer.Shape shape = new GlobalContextTransformer.Shape(8, List.of(2, 2, 2, 2), 2, 2, scale, 2);
        GlobalContextTransformer backbone = new GlobalContextTransformer(shape, BackboneOptions.DEFAULTS, Initializer.seeded(1));
        backbone.eval();
        return backbone;
    }

    private static int[] shape(GlobalContextTransformer backbone, String name) {
        return Arrays.stream(backbone.state().get(name).shape()).mapToInt(Math::toIntExact).toArray();
    }
}
