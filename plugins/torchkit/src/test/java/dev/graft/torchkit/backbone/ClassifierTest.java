// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class ClassifierTest {

    private static final BackboneCatalog CATALOG = BackboneCatalog.standard();

    @Test
    void anUnknownBackboneIsRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CATALOG.create("resnet18", BackboneOptions.DEFAULTS, Initializer.seeded(1)))
                .withMessageContaining("resnet18")
                .withMessageContaining("resnet_18, resnet_34, resnet_50")
                .withMessageContaining("fan_tiny_8_p4_hybrid");
    }

    @Test
    void noClassesAreRefused() {
        Initializer init = Initializer.seeded(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Classifier(new ResNet(ResNet.Variant.RESNET_18, init), 0, init));
    }

    @Test
    void theHeadsInitialScaleMultipliesWeightAndBias() {
        Classifier plain = classifier(1);
        Classifier scaled = classifier(0.25);
        for (String name : new String[] {"fc.weight", "fc.bias"}) {
            Tensor expected = plain.state().get(name).tensor().mul(new Scalar(0.25));
            assertThat(scaled.state().get(name).tensor().allclose(expected)).as(name).isTrue();
        }
        assertThat(scaled.state().get("conv1.weight").tensor().equal(plain.state().get("conv1.weight").tensor()))
                .isTrue();
    }

    @Test
    void logitsAreTheHeadOnTheBackbonesFeatures() {
        Classifier classifier = classifier(1);
        classifier.eval();
        TorchOps ops = new TorchOps();
        NativeScope.withoutGrad(() -> {
            Tensor images = torch.randn(3, 3, 32, 32);
            Tensor features = classifier.backbone().features(ops, images);
            Tensor logits = classifier.forward(ops, images);

            assertThat(features.shape()).containsExactly(3, 512);
            assertThat(logits.shape()).containsExactly(3, 4);
            assertThat(classifier.classify(ops, features).sub(logits).abs().max().item_float())
                    .isCloseTo(0, within(1e-6f));
        });
    }

    @Test
    void aFrozenBackboneLeavesTheHeadToTrain() {
        Classifier classifier = classifier(1);
        classifier.backbone().freeze();
        assertThat(classifier.trainableParameters().keySet()).containsExactly("fc.weight", "fc.bias");
    }

    private static Classifier classifier(double scale) {
        Initializer init = Initializer.seeded(1);
        return new Classifier(CATALOG.create("resnet_18", BackboneOptions.DEFAULTS, init), 4, scale, init);
    }
}
