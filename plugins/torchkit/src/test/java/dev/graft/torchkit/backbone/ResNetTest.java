// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResNetTest {

    private static final TorchOps OPS = new TorchOps();

    /** Parameter counts as torchvision's documentation of the weights gives them; entries as counted in its published files. */
    @ParameterizedTest
    @CsvSource({
        "RESNET_18, 11689512, 122",
        "RESNET_34, 21797672, 218",
        "RESNET_50, 25557032, 320",
        "RESNET_101, 44549160, 626",
        "RESNET_152, 60192808, 932"
    })
    void hasThePublishedNumberOfParametersAndEntries(ResNet.Variant variant, long parameters, int entries) {
        Classifier classifier = classifier(variant, 1000);
        assertThat(classifier.parameterCount()).isEqualTo(parameters);
        assertThat(classifier.state()).hasSize(entries);
    }

    @Test
    void bearsTorchvisionsNamesAndShapes() {
        Classifier classifier = classifier(ResNet.Variant.RESNET_18, 1000);
        assertThat(shape(classifier, "conv1.weight")).containsExactly(64, 3, 7, 7);
        assertThat(shape(classifier, "bn1.running_var")).containsExactly(64);
        assertThat(shape(classifier, "bn1.num_batches_tracked")).isEmpty();
        assertThat(shape(classifier, "layer1.0.conv1.weight")).containsExactly(64, 64, 3, 3);
        assertThat(shape(classifier, "layer2.0.downsample.0.weight")).containsExactly(128, 64, 1, 1);
        assertThat(shape(classifier, "layer2.0.downsample.1.bias")).containsExactly(128);
        assertThat(shape(classifier, "layer4.1.bn2.weight")).containsExactly(512);
        assertThat(shape(classifier, "fc.weight")).containsExactly(1000, 512);
        assertThat(shape(classifier, "fc.bias")).containsExactly(1000);
        assertThat(classifier.state()).doesNotContainKey("layer1.0.downsample.0.weight");
    }

    @Test
    void bottlenecksWidenFourTimes() {
        Classifier classifier = classifier(ResNet.Variant.RESNET_50, 7);
        assertThat(shape(classifier, "layer1.0.conv3.weight")).containsExactly(256, 64, 1, 1);
        assertThat(shape(classifier, "layer1.0.downsample.0.weight")).containsExactly(256, 64, 1, 1);
        assertThat(shape(classifier, "fc.weight")).containsExactly(7, 2048);
    }

    @Test
    void thePyramidHasTheAnnouncedChannelsAndStrides() {
        ResNet backbone = new ResNet(ResNet.Variant.RESNET_18, Initializer.seeded(1));
        backbone.eval();
        NativeScope.withoutGrad(() -> {
            List<Tensor> maps = backbone.pyramid(OPS, torch.randn(2, 3, 64, 96));
            assertThat(maps).hasSameSizeAs(backbone.pyramidLevels());
            for (int i = 0; i < maps.size(); i++) {
                FeatureLevel level = backbone.pyramidLevels().get(i);
                assertThat(maps.get(i).shape())
                        .containsExactly(2, level.channels(), 64 / level.stride(), 96 / level.stride());
            }
        });
    }

    @Test
    void aLastStrideOfOneKeepsTheResolutionAndTheWeights() {
        ResNet backbone = new ResNet(ResNet.Variant.RESNET_50, BackboneOptions.DEFAULTS, 1, Initializer.seeded(1));
        backbone.eval();
        assertThat(backbone.pyramidLevels().get(3)).isEqualTo(new FeatureLevel(2048, 16));
        assertThat(backbone.parameterCount()).isEqualTo(new ResNet(ResNet.Variant.RESNET_50, Initializer.seeded(1)).parameterCount());
        NativeScope.withoutGrad(() -> {
            assertThat(backbone.pyramid(OPS, torch.randn(1, 3, 64, 32)).get(3).shape()).containsExactly(1, 2048, 4, 2);
        });
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        Classifier first = classifier(ResNet.Variant.RESNET_18, 3);
        Classifier second = classifier(ResNet.Variant.RESNET_18, 3);
        first.state().forEach((name, parameter) -> assertThat(parameter.tensor().equal(second.state().get(name).tensor()))
                .as(name)
                .isTrue());
    }

    private static Classifier classifier(ResNet.Variant variant, int classes) {
        Initializer init = Initializer.seeded(1);
        return new Classifier(new ResNet(variant, init), classes, init);
    }

    private static int[] shape(Classifier classifier, String name) {
        return Arrays.stream(classifier.state().get(name).shape()).mapToInt(Math::toIntExact).toArray();
    }
}
