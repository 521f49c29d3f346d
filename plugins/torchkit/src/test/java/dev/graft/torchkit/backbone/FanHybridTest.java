// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FanHybridTest {

    private static final TorchOps OPS = new TorchOps();

    /** The paper's table gives 7, 26, 50 and 77 million; the exact counts are those of its code. */
    @ParameterizedTest
    @CsvSource({
        "TINY, 7467240, 7",
        "SMALL, 26117944, 26",
        "BASE, 50475048, 50",
        "LARGE, 76855140, 77"
    })
    void hasThePublishedNumberOfParameters(FanHybrid.Variant variant, long parameters, long millions) {
        Classifier classifier = classifier(variant, 1000);
        assertThat(classifier.parameterCount()).isEqualTo(parameters);
        assertThat(Math.round(classifier.parameterCount() / 1e6)).isEqualTo(millions);
    }

    @Test
    void bearsThePublishedNamesAndShapes() {
        Classifier classifier = classifier(FanHybrid.Variant.TINY, 20);
        assertThat(shape(classifier, "cls_token")).containsExactly(1, 1, 192);
        assertThat(shape(classifier, "patch_embed.backbone.stem.0.weight")).containsExactly(128, 3, 4, 4);
        assertThat(shape(classifier, "patch_embed.backbone.stages.0.blocks.2.conv_dw.weight"))
                .containsExactly(128, 1, 7, 7);
        assertThat(shape(classifier, "patch_embed.backbone.stages.1.downsample.1.weight"))
                .containsExactly(256, 128, 2, 2);
        assertThat(shape(classifier, "patch_embed.backbone.stages.1.blocks.0.mlp.fc1.weight"))
                .containsExactly(1024, 256, 1, 1);
        assertThat(shape(classifier, "patch_embed.proj.weight")).containsExactly(192, 256, 2, 2);
        assertThat(shape(classifier, "pos_embed.token_projection.weight")).containsExactly(192, 64, 1, 1);
        assertThat(shape(classifier, "blocks.7.attn.kv.weight")).containsExactly(384, 192);
        assertThat(shape(classifier, "blocks.0.mlp.temperature")).containsExactly(8, 1, 1);
        assertThat(shape(classifier, "blocks.0.mlp.mlp_v.dwconv.conv1.weight")).containsExactly(768, 1, 3, 3);
        assertThat(shape(classifier, "blocks.0.mlp.mlp_v.dwconv.bn.running_mean")).containsExactly(768);
        assertThat(shape(classifier, "blocks.0.mlp.mlp_v.gamma")).containsExactly(768);
        assertThat(shape(classifier, "blocks.0.mlp.norm_v.weight")).containsExactly(192);
        assertThat(shape(classifier, "cls_attn_blocks.1.attn.proj.bias")).containsExactly(192);
        assertThat(shape(classifier, "cls_attn_blocks.1.mlp.fc2.weight")).containsExactly(192, 768);
        assertThat(shape(classifier, "norm.weight")).containsExactly(192);
        assertThat(shape(classifier, "head.weight")).containsExactly(20, 192);
    }

    @Test
    void thePyramidHasTheAnnouncedChannelsAndStrides() {
        FanHybrid backbone = new FanHybrid(FanHybrid.Variant.TINY, 0, Initializer.seeded(1));
        backbone.eval();
        NativeScope.withoutGrad(() -> {
            List<Tensor> maps = backbone.pyramid(OPS, torch.randn(2, 3, 32, 64));
            assertThat(maps).hasSameSizeAs(backbone.pyramidLevels());
            for (int i = 0; i < maps.size(); i++) {
                FeatureLevel level = backbone.pyramidLevels().get(i);
                assertThat(maps.get(i).shape())
                        .containsExactly(2, level.channels(), 32 / level.stride(), 64 / level.stride());
            }
        });
    }

    @Test
    void positionsMatter() {
        FanHybrid backbone = new FanHybrid(FanHybrid.Variant.TINY, 0, Initializer.seeded(1));
        backbone.eval();
        NativeScope.withoutGrad(() -> {
            Tensor image = torch.randn(1, 3, 32, 64);
            Tensor swapped = torch.cat(new TensorVector(image.narrow(3, 32, 32), image.narrow(3, 0, 32)), 3);
            Tensor difference = backbone.features(OPS, image).sub(backbone.features(OPS, swapped));
            assertThat(difference.abs().max().item_float()).isGreaterThan(1e-4f);
        });
    }

    @Test
    void everyParameterIsReachedByTheGradient() {
        Classifier classifier = classifier(FanHybrid.Variant.TINY, 5);
        NativeScope.run(() -> classifier
                .forward(OPS, torch.randn(2, 3, 32, 32))
                .square()
                .sum()
                .backward());
        classifier
                .parameters()
                .forEach((name, parameter) -> assertThat(
                                parameter.tensor().grad().abs().sum().item_float())
                        .as(name)
                        .isPositive());
    }

    private static Classifier classifier(FanHybrid.Variant variant, int classes) {
        Initializer init = Initializer.seeded(1);
        return new Classifier(new FanHybrid(variant, 0, init), classes, init);
    }

    private static int[] shape(Classifier classifier, String name) {
        return Arrays.stream(classifier.state().get(name).shape()).mapToInt(Math::toIntExact).toArray();
    }
}
