// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class VideoResNetTest {

    /** torchvision's r3d_18 with 400 classes, as published. */
    private static final long PUBLISHED = 33_371_472;

    @Test
    void theSmallestHasThePublishedNumberOfWeightsButForItsStem() {
        VideoResNet network = new VideoResNet(VideoResNet.Variant.RESNET_18, 3, Initializer.seeded(1));
        long head = 512 * 400 + 400;
        long publishedStem = 3 * 64 * 3 * 7 * 7;
        long stem = 3 * 64 * 5 * 7 * 7;
        assertThat(network.parameterCount()).isEqualTo(PUBLISHED - head - publishedStem + stem);
    }

    @Test
    void namesAreThoseOfTheTwoDimensionalNetwork() {
        VideoResNet network = new VideoResNet(VideoResNet.Variant.RESNET_50, 2, Initializer.seeded(1));
        ResNet flat = new ResNet(ResNet.Variant.RESNET_50, Initializer.seeded(1));
        assertThat(network.state().keySet()).containsExactlyInAnyOrderElementsOf(flat.state().keySet());
        assertThat(network.featureCount()).isEqualTo(flat.featureCount());
    }

    @Test
    void shortClipsBecomeFeatures() {
        VideoResNet network = new VideoResNet(VideoResNet.Variant.RESNET_18, 2, Initializer.seeded(1));
        network.eval();
        long[] shape = NativeScope.withoutGrad(() -> network.forward(new TorchOps(), torch.zeros(2, 2, 3, 32, 32)).shape());
        assertThat(shape).containsExactly(2, 512);
    }
}
