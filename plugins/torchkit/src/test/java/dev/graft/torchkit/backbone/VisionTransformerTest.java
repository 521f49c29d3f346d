// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Size2d;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.onnx.ImageShape;
import dev.graft.torchkit.onnx.OnnxComparison;
import dev.graft.torchkit.onnx.OnnxExporter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisionTransformerTest {

    private static final TorchOps OPS = new TorchOps();
    private static final int SIDE = 4;

    /**
     * DINOv2's published files have 86,580,480 and 304,368,640 elements, of which the {@code mask_token} has 768 and 1,024; timm's model cards
     * give 151.7 and 507.1 thousand million multiplications at 518 pixels. For the gated one they follow from the shapes of NVIDIA's weights.
     */
    @ParameterizedTest
    @CsvSource({"BASE, 86579712, 151.7", "LARGE, 304367616, 507.1", "LARGE_GATED, 304793856, 507.3"})
    void hasThePublishedNumbersOfParametersAndOfMultiplications(VisionTransformer.Variant variant, long parameters, double billions) {
        VisionTransformer backbone = new VisionTransformer(variant, BackboneOptions.DEFAULTS, Initializer.seeded(1));
        assertThat(backbone.parameterCount()).isEqualTo(parameters);
        assertThat(MultiplyAdds.billions(backbone, 518)).isCloseTo(billions, within(billions / 500));
    }

    @Test
    void bearsDinosNamesAndShapes() {
        VisionTransformer backbone = new VisionTransformer(VisionTransformer.Variant.BASE, BackboneOptions.DEFAULTS, Initializer.seeded(1));
        assertThat(shape(backbone, "cls_token")).containsExactly(1, 1, 768);
        assertThat(shape(backbone, "pos_embed")).containsExactly(1, 1370, 768);
        assertThat(shape(backbone, "patch_embed.proj.weight")).containsExactly(768, 3, 14, 14);
        assertThat(shape(backbone, "blocks.0.norm1.bias")).containsExactly(768);
        assertThat(shape(backbone, "blocks.0.attn.qkv.weight")).containsExactly(2304, 768);
        assertThat(shape(backbone, "blocks.5.attn.proj.bias")).containsExactly(768);
        assertThat(shape(backbone, "blocks.5.ls1.gamma")).containsExactly(768);
        assertThat(shape(backbone, "blocks.11.mlp.fc1.weight")).containsExactly(3072, 768);
        assertThat(shape(backbone, "blocks.11.mlp.fc2.weight")).containsExactly(768, 3072);
        assertThat(shape(backbone, "blocks.11.ls2.gamma")).containsExactly(768);
        assertThat(shape(backbone, "norm.weight")).containsExactly(768);
        assertThat(backbone.state()).hasSize(174);
    }

    @Test
    void aGateHalvesThePerceptron() {
        VisionTransformer backbone = small(true);
        assertThat(shape(backbone, "blocks.0.mlp.fc1.weight")).containsExactly(48, 32);
        assertThat(shape(backbone, "blocks.0.mlp.fc2.weight")).containsExactly(32, 24);
    }

    /** As libtorch's own bicubic resampling of the grid with DINOv2's factors. */
    @Test
    void positionsOfOtherGridsAreResampledAsPublished() {
        NativeScope.withoutGrad(() -> {
            LearntPositions positions = new LearntPositions(Size2d.square(SIDE), 8, Initializer.seeded(1));
            Tensor learnt = positions.state().get("pos_embed").tensor();
            Tensor grid = learnt.narrow(1, 1, SIDE * SIDE).reshape(1, SIDE, SIDE, 8).permute(0, 3, 1, 2);
            Tensor resampled = torch.upsample_bicubic2d(
                    grid, new long[] {3, 6}, false, new DoubleOptional(3.1 / SIDE), new DoubleOptional(6.1 / SIDE));
            Tensor expected =
                    torch.cat(new TensorVector(learnt.narrow(1, 0, 1), resampled.permute(0, 2, 3, 1).reshape(1, 18, 8)), 1);
            Tensor actual = positions.forward(OPS, new Size2d(3, 6));
            assertThat(actual.sub(expected).abs().max().item_float()).isLessThan(1e-6f);
            assertThat(positions.forward(OPS, Size2d.square(SIDE)).equal(learnt)).isTrue();
        });
    }

    @Test
    void theMapHasTheAnnouncedChannelsAndStride() {
        VisionTransformer backbone = small(false);
        NativeScope.withoutGrad(() -> {
            Tensor map = backbone.pyramid(OPS, torch.randn(2, 3, 28, 42)).get(0);
            assertThat(map.shape()).containsExactly(2, 32, 2, 3);
            assertThat(backbone.pyramidLevels()).containsExactly(new FeatureLevel(32, 14));
            assertThat(backbone.inputMultiple()).isEqualTo(14);
        });
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void isRecordedAsItIsComputed(boolean gated, @TempDir Path folder) throws Exception {
        VisionTransformer backbone = small(gated);
        Path file = folder.resolve("vit.onnx");
        new OnnxExporter("input", "output").export(backbone, new ImageShape(3, 28, 70), Map.of(), file);
        assertThat(OnnxComparison.largestDifference(backbone, file, 1, 1, 3)).isLessThan(1e-4);
    }

    /** In evaluation, with layer scales that let its blocks matter. */
    private static VisionTransformer small(boolean gated) {
        VisionTransformer.Shape shape = new VisionTransformer.Shape(32, 2, 4, 48, gated);
        VisionTransformer backbone = new VisionTransformer(shape, Size2d.square(SIDE), BackboneOptions.DEFAULTS, Initializer.seeded(1));
        backbone.eval();
        NativeScope.withoutGrad(() -> backbone.state().forEach((name, parameter) -> {
            if (name.endsWith("gamma")) {
                parameter.tensor().fill_(new Scalar(1.0));
            }
        }));
        return backbone;
    }

    private static int[] shape(VisionTransformer backbone, String name) {
        return Arrays.stream(backbone.state().get(name).shape()).mapToInt(Math::toIntExact).toArray();
    }
}
