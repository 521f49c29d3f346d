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
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MobileNetV2Test {

    private static final TorchOps OPS = new TorchOps();

    /** As torchvision's documentation of the weights gives them. */
    @Test
    void hasThePublishedNumbersOfParametersAndOfMultiplications() {
        Classifier classifier = classifier();
        assertThat(classifier.parameterCount()).isEqualTo(3_504_872);
        assertThat(MultiplyAdds.billions(classifier, 224)).isCloseTo(0.301, within(0.0005));
    }

    @Test
    void bearsTorchvisionsNamesAndShapes() {
        Classifier classifier = classifier();
        assertThat(shape(classifier, "features.0.0.weight")).containsExactly(32, 3, 3, 3);
        assertThat(shape(classifier, "features.0.1.running_var")).containsExactly(32);
        assertThat(shape(classifier, "features.1.conv.0.0.weight")).containsExactly(32, 1, 3, 3);
        assertThat(shape(classifier, "features.1.conv.1.weight")).containsExactly(16, 32, 1, 1);
        assertThat(shape(classifier, "features.1.conv.2.bias")).containsExactly(16);
        assertThat(shape(classifier, "features.2.conv.0.0.weight")).containsExactly(96, 16, 1, 1);
        assertThat(shape(classifier, "features.17.conv.2.weight")).containsExactly(320, 960, 1, 1);
        assertThat(shape(classifier, "features.17.conv.3.running_mean")).containsExactly(320);
        assertThat(shape(classifier, "features.18.0.weight")).containsExactly(1280, 320, 1, 1);
        assertThat(shape(classifier, "classifier.1.weight")).containsExactly(1000, 1280);
        assertThat(classifier.state()).hasSize(314);
    }

    @Test
    void thePyramidHasTheAnnouncedChannelsAndStrides() {
        MobileNetV2 backbone = backbone();
        backbone.eval();
        NativeScope.withoutGrad(() -> {
            List<Tensor> maps = backbone.pyramid(OPS, torch.randn(2, 3, 64, 96));
            assertThat(maps).hasSameSizeAs(backbone.pyramidLevels());
            for (int i = 0; i < maps.size(); i++) {
                FeatureLevel level = backbone.pyramidLevels().get(i);
                assertThat(maps.get(i).shape()).containsExactly(2, level.channels(), 64 / level.stride(), 96 / level.stride());
            }
        });
    }

    @Test
    void itsBlocksAreTheStemAndTheStages() {
        MobileNetV2 backbone = backbone();
        assertThat(backbone.blocks()).hasSize(8);
        backbone.blocks().get(2).forEach(part -> part.freeze());
        assertThat(backbone.trainableParameters())
                .containsKeys("features.1.conv.1.weight", "features.4.conv.0.0.weight")
                .doesNotContainKeys("features.2.conv.0.0.weight", "features.3.conv.2.weight");
    }

    @Test
    void isRecordedAsItIsComputed(@TempDir Path folder) throws Exception {
        MobileNetV2 backbone = backbone();
        backbone.eval();
        Path file = folder.resolve("mobilenet.onnx");
        new OnnxExporter("input", "output").export(backbone, new ImageShape(3, 64, 40), Map.of(), file);
        assertThat(OnnxComparison.largestDifference(backbone, file, 1, 1, 3)).isLessThan(1e-4);
    }

    private static MobileNetV2 backbone() {
        return new MobileNetV2(BackboneOptions.DEFAULTS, Initializer.seeded(1));
    }

    private static Classifier classifier() {
        return new Classifier(backbone(), 1000, Initializer.seeded(1));
    }

    private static int[] shape(Classifier classifier, String name) {
        return Arrays.stream(classifier.state().get(name).shape()).mapToInt(Math::toIntExact).toArray();
    }
}
