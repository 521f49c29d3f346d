// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwinTransformerTest {

    private static final SwinTransformer.DropRates NONE = new SwinTransformer.DropRates(0, 0, 0);
    private static final TorchOps OPS = new TorchOps();

    @ParameterizedTest
    @CsvSource({"TINY, 28288354", "SMALL, 49606258", "BASE, 87768224"})
    void hasThePublishedNumberOfParameters(SwinTransformer.Variant variant, long parameters) {
        Initializer init = Initializer.seeded(1);
        assertThat(new Classifier(new SwinTransformer(variant, NONE, init), 1000, init).parameterCount()).isEqualTo(parameters);
    }

    @Test
    void bearsThePublishedNamesAndShapes() {
        SwinTransformer backbone = tiny();
        assertThat(shape(backbone, "patch_embed.proj.weight")).containsExactly(96, 3, 4, 4);
        assertThat(shape(backbone, "patch_embed.norm.weight")).containsExactly(96);
        assertThat(shape(backbone, "layers.0.blocks.1.attn.relative_position_bias_table")).containsExactly(169, 3);
        assertThat(shape(backbone, "layers.1.blocks.0.attn.qkv.weight")).containsExactly(576, 192);
        assertThat(shape(backbone, "layers.2.blocks.5.mlp.fc1.bias")).containsExactly(1536);
        assertThat(shape(backbone, "layers.2.downsample.reduction.weight")).containsExactly(768, 1536);
        assertThat(shape(backbone, "layers.3.blocks.1.norm2.weight")).containsExactly(768);
        assertThat(shape(backbone, "norm.bias")).containsExactly(768);
    }

    @Test
    void thePyramidHasTheAnnouncedChannelsAndStridesForAnyImageOfWholePatches() {
        SwinTransformer backbone = tiny();
        NativeScope.withoutGrad(() -> {
            List<Tensor> maps = backbone.pyramid(OPS, torch.randn(2, 3, 96, 64));
            for (int i = 0; i < maps.size(); i++) {
                FeatureLevel level = backbone.pyramidLevels().get(i);
                assertThat(maps.get(i).shape()).containsExactly(2, level.channels(), 96 / level.stride(), 64 / level.stride());
            }
        });
    }

    @Test
    void theBiasOfAPairIsThatOfItsOffset() {
        NativeScope.withoutGrad(() -> {
            // One map, one window: only the bias table is not zero, so that attention follows it alone.
            WindowAttention attention = new WindowAttention(4, 1, NONE, Initializer.seeded(1));
            attention.state().forEach((name, parameter) -> parameter.assign(torch.zeros(parameter.shape())));
            float[] table = new float[169];
            // The token one row below and two columns to the left of the looking one: offsets -1 and 2.
            table[(-1 + 6) * 13 + 2 + 6] = 50;
            attention.state().get("relative_position_bias_table").assign(Tensor.create(table, 169, 1));
            float[] passValues = new float[48];
            float[] identity = new float[16];
            for (int i = 0; i < 4; i++) {
                passValues[(8 + i) * 4 + i] = 1;
                identity[i * 4 + i] = 1;
            }
            attention.state().get("qkv.weight").assign(Tensor.create(passValues, 12, 4));
            attention.state().get("proj.weight").assign(Tensor.create(identity, 4, 4));
            float[] tokens = new float[49 * 4];
            for (int i = 0; i < 49; i++) {
                tokens[i * 4] = i;
            }
            Tensor out = attention.forward(OPS, Tensor.create(tokens, 1, 1, 49, 4), WindowGrid.of(7, 7, false));
            float[] seen = new float[49 * 4];
            out.contiguous().data_ptr_float().get(seen);
            assertThat(seen[(3 * 7 + 4) * 4]).as("token in row 3, column 4").isEqualTo(4 * 7 + 2);
        });
    }

    @Test
    void shiftedWindowsDoNotLookAcrossTheEdge() {
        WindowGrid grid = WindowGrid.of(14, 7, true);
        assertThat(grid).isEqualTo(new WindowGrid(2, 1, 3, 0));
        NativeScope.withoutGrad(() -> {
            Tensor mask = grid.mask(OPS, torch.zeros(1));
            float[] values = new float[2 * 49 * 49];
            mask.data_ptr_float().get(values);
            // In the lower window the first four rows come from the lower end, the last three from the upper.
            assertThat(values[49 * 49 + 0 * 49 + 3 * 7]).isZero();
            assertThat(values[49 * 49 + 0 * 49 + 4 * 7]).isEqualTo(-100);
            assertThat(values[0 * 49 + 6 * 7]).as("the upper window is whole").isZero();
        });
    }

    @Test
    void isRecordedAsItIsComputed(@TempDir Path folder) throws Exception {
        SwinTransformer backbone = tiny();
        Path file = folder.resolve("swin.onnx");
        new OnnxExporter("input", "output").export(backbone, new ImageShape(3, 64, 40), Map.of(), file);
        assertThat(OnnxComparison.largestDifference(backbone, file, 1, 1, 3)).isLessThan(1e-4);
    }

    private static SwinTransformer tiny() {
        SwinTransformer backbone = new SwinTransformer(SwinTransformer.Variant.TINY, NONE, Initializer.seeded(1));
        backbone.eval();
        return backbone;
    }

    private static int[] shape(SwinTransformer backbone, String name) {
        return Arrays.stream(backbone.state().get(name).shape()).mapToInt(Math::toIntExact).toArray();
    }
}
