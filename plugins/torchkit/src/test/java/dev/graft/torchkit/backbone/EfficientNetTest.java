// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.nn.Activation;
import dev.graft.torchkit.nn.BatchNormOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EfficientNetTest {

    private static final TorchOps OPS = new TorchOps();

    /** As torchvision's documentation of the weights gives them. */
    @ParameterizedTest
    @CsvSource({
        "B0, 5288548, 224, 0.386",
        "B1, 7794184, 240, 0.687",
        "B2, 9109994, 288, 1.088",
        "B3, 12233232, 300, 1.827",
        "B4, 19341616, 380, 4.394",
        "B5, 30389784, 456, 10.266"
    })
    void hasThePublishedNumbersOfParametersAndOfMultiplications(
            EfficientNet.Variant variant, long parameters, int side, double billions) {
        Classifier classifier = classifier(variant, 1000);
        assertThat(classifier.parameterCount()).isEqualTo(parameters);
        assertThat(MultiplyAdds.billions(classifier, side)).isCloseTo(billions, within(0.01 * billions));
    }

    @Test
    void bearsTorchvisionsNamesAndShapes() {
        Classifier classifier = classifier(EfficientNet.Variant.B0, 1000);
        assertThat(shape(classifier, "features.0.0.weight")).containsExactly(32, 3, 3, 3);
        assertThat(shape(classifier, "features.0.1.running_mean")).containsExactly(32);
        assertThat(shape(classifier, "features.1.0.block.0.0.weight")).containsExactly(32, 1, 3, 3);
        assertThat(shape(classifier, "features.1.0.block.1.fc1.weight")).containsExactly(8, 32, 1, 1);
        assertThat(shape(classifier, "features.1.0.block.2.0.weight")).containsExactly(16, 32, 1, 1);
        assertThat(shape(classifier, "features.2.0.block.0.0.weight")).containsExactly(96, 16, 1, 1);
        assertThat(shape(classifier, "features.2.0.block.2.fc1.bias")).containsExactly(4);
        assertThat(shape(classifier, "features.6.3.block.3.1.bias")).containsExactly(192);
        assertThat(shape(classifier, "features.8.0.weight")).containsExactly(1280, 320, 1, 1);
        assertThat(shape(classifier, "classifier.1.weight")).containsExactly(1000, 1280);
        assertThat(classifier.state()).hasSize(360);
    }

    @Test
    void thePyramidHasTheAnnouncedChannelsAndStrides() {
        EfficientNet backbone = backbone(EfficientNet.Variant.B0);
        backbone.eval();
        NativeScope.withoutGrad(() -> {
            List<Tensor> maps = backbone.pyramid(OPS, torch.randn(2, 3, 64, 96));
            assertThat(maps).hasSameSizeAs(backbone.pyramidLevels());
            for (int i = 0; i < maps.size(); i++) {
                FeatureLevel level = backbone.pyramidLevels().get(i);
                assertThat(maps.get(i).shape()).containsExactly(2, level.channels(), 64 / level.stride(), 96 / level.stride());
            }
            assertThat(backbone.features(OPS, torch.randn(2, 3, 64, 64)).shape()).containsExactly(2, 1280);
        });
    }

    @Test
    void anotherActivationGivesOtherFeaturesOfTheSameWeights() {
        EfficientNet swish = backbone(EfficientNet.Variant.B0);
        BackboneOptions options =
                new BackboneOptions(0, BatchNormOptions.DEFAULTS, Optional.of(Activation.RELU), ChannelWidths.PUBLISHED);
        EfficientNet relu = new EfficientNet(EfficientNet.Variant.B0, options, Initializer.seeded(1));
        swish.eval();
        relu.eval();
        assertThat(relu.state().keySet()).isEqualTo(swish.state().keySet());
        NativeScope.withoutGrad(() -> {
            Tensor images = torch.randn(1, 3, 64, 64);
            assertThat(relu.features(OPS, images).allclose(swish.features(OPS, images))).isFalse();
        });
    }

    @Test
    void itsBlocksAreTheStemAndTheStages() {
        EfficientNet backbone = backbone(EfficientNet.Variant.B0);
        assertThat(backbone.blocks()).hasSize(8);
        backbone.blocks().get(0).forEach(part -> part.freeze());
        assertThat(backbone.trainableParameters()).doesNotContainKey("features.0.0.weight").containsKey("features.1.0.block.0.0.weight");
    }

    private static EfficientNet backbone(EfficientNet.Variant variant) {
        return new EfficientNet(variant, BackboneOptions.DEFAULTS, Initializer.seeded(1));
    }

    private static Classifier classifier(EfficientNet.Variant variant, int classes) {
        return new Classifier(backbone(variant), classes, Initializer.seeded(1));
    }

    private static int[] shape(Classifier classifier, String name) {
        return Arrays.stream(classifier.state().get(name).shape()).mapToInt(Math::toIntExact).toArray();
    }
}
