// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.backbone.FanHybrid;
import dev.graft.torchkit.backbone.ResNet;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.onnx.OnnxComparison;
import dev.graft.torchkit.onnx.OnnxExporter;
import dev.graft.torchkit.onnx.OnnxInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PairNetworkTest {

    private static final ImageSize SIZE = new ImageSize(32, 64);

    @TempDir
    Path folder;

    static Stream<BiFunction<Backbone, Initializer, PairNetwork>> heads() {
        return Stream.of(
                (backbone, init) -> new ChangeSegmenter(backbone, 8, 3, false, init),
                (backbone, init) -> new ChangeSegmenter(backbone, 8, 3, true, init),
                (backbone, init) -> new ChangeClassifier(backbone, SIZE, 8, 2, 6, init),
                (backbone, init) -> new TwinEmbedding(backbone, SIZE, 5, init));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void theExportedFileOfATransformerAgrees(BiFunction<Backbone, Initializer, PairNetwork> head) throws IOException {
        Initializer init = Initializer.seeded(3);
        PairNetwork network = head.apply(new FanHybrid(FanHybrid.Variant.TINY, 0, init), init);
        Path file = folder.resolve("model.onnx");
        List<OnnxInput> inputs = List.of(new OnnxInput("first", 3, 32, 64), new OnnxInput("second", 3, 32, 64));
        new OnnxExporter("first", "output").export(network, inputs, Map.of(), file);
        assertThat(OnnxComparison.largestDifference(network, file, 5, 1, 2)).isLessThan(1e-4);
    }

    @Test
    void aSegmenterPredictsAtAllScalesAndInThePicturesSize() {
        Initializer init = Initializer.seeded(3);
        ChangeSegmenter network = new ChangeSegmenter(new ResNet(ResNet.Variant.RESNET_18, init), 8, 2, false, init);
        network.eval();
        List<long[]> shapes = NativeScope.withoutGrad(() -> network.predictions(new TorchOps(), torch.zeros(1, 6, 32, 64)).stream()
                .map(Tensor::shape)
                .toList());
        assertThat(shapes).containsExactly(
                new long[] {1, 2, 1, 2},
                new long[] {1, 2, 2, 4},
                new long[] {1, 2, 4, 8},
                new long[] {1, 2, 8, 16},
                new long[] {1, 2, 32, 64});
    }

    @Test
    void equalPicturesHaveNoDistance() {
        Initializer init = Initializer.seeded(3);
        TwinEmbedding network = new TwinEmbedding(new ResNet(ResNet.Variant.RESNET_18, init), SIZE, 5, init);
        network.eval();
        float distance = NativeScope.withoutGrad(() -> {
            Tensor picture = torch.rand(1, 3, 32, 64);
            Tensor pair = new TorchOps().concat(List.of(picture, picture), 1);
            return network.forward(new TorchOps(), pair).item_float();
        });
        assertThat(distance).isLessThan(1e-4f);
    }

    @Test
    void namesAreThoseOfThePublishedDecoder() {
        Initializer init = Initializer.seeded(3);
        ChangeSegmenter network = new ChangeSegmenter(new ResNet(ResNet.Variant.RESNET_18, init), 8, 2, false, init);
        assertThat(network.parameters().keySet()).contains(
                "backbone.layer1.0.conv1.weight",
                "decoder.linear_c4.proj.weight",
                "decoder.diff_c1.3.bias",
                "decoder.make_pred_c2.2.weight",
                "decoder.linear_fuse.1.weight",
                "decoder.convd2x.conv2d.weight",
                "decoder.dense_1x.0.conv2.conv2d.bias",
                "decoder.change_probability.conv2d.weight");
    }
}
