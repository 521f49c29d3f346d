// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.backbone.BackboneCatalog;
import dev.graft.torchkit.backbone.BackboneOptions;
import dev.graft.torchkit.backbone.ChannelMap;
import dev.graft.torchkit.backbone.ChannelWidths;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.checkpoint.WeightLoader;
import dev.graft.torchkit.nn.BatchNormOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.prune.PruneOptions.Equalization;
import dev.graft.torchkit.prune.PruneOptions.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelPruningTest {

    private static final TorchOps OPS = new TorchOps();
    private static final int CLASSES = 5;

    @ParameterizedTest
    @ValueSource(strings = {"resnet_18", "resnet_50", "efficientnet-b0", "efficientnet-b1", "mobilenet_v2"})
    void theMapNamesEachDimensionOfEachWeightByItsWidth(String name) {
        Classifier classifier = classifier(name, ChannelWidths.PUBLISHED);
        ChannelMap map = map(classifier);
        Map<String, Parameter> state = classifier.state();
        assertThat(state.keySet()).containsAll(map.axes().keySet());
        for (String group : map.groups()) {
            assertThat(map.producers(group)).as(group).isNotEmpty();
            long width = state.get(map.producers(group).get(0)).shape()[0];
            map.axes().forEach((parameter, axes) -> {
                if (axes.first().equals(group)) {
                    assertThat(state.get(parameter).shape()[0]).as(parameter).isEqualTo(width);
                }
                if (axes.second().equals(group)) {
                    assertThat(state.get(parameter).shape()[1]).as(parameter).isEqualTo(width);
                }
            });
        }
        List<String> counters = state.keySet().stream().filter(key -> !map.axes().containsKey(key)).toList();
        assertThat(counters).allMatch(key -> key.endsWith("num_batches_tracked") || key.endsWith(classifier.backbone().headName() + ".bias"));
    }

    /** Channels that do nothing may go without a trace: the strongest check that every weight was cut in the right place. */
    @ParameterizedTest
    @ValueSource(strings = {"resnet_18", "resnet_50", "efficientnet-b0", "mobilenet_v2"})
    void takingOutChannelsThatDoNothingChangesNoLogit(String name) {
        Classifier whole = classifier(name, ChannelWidths.PUBLISHED);
        silenceEveryThirdChannel(whole);
        PrunedNetwork pruned =
                new ChannelPruning(map(whole), new PruneOptions(Normalizer.MAX, Equalization.UNION, 1, 1e-6, 1, Set.of())).prune(whole);
        Classifier small = classifier(name, pruned.widths());
        assertThat(WeightLoader.load(pruned.weights(), small).complete()).isTrue();
        assertThat(small.parameterCount()).isLessThan(whole.parameterCount() * 55 / 100);
        whole.eval();
        small.eval();
        NativeScope.withoutGrad(() -> {
            torch.manual_seed(3);
            Tensor images = torch.randn(2, 3, 64, 64);
            Tensor expected = whole.forward(OPS, images);
            float scale = expected.abs().max().item_float();
            assertThat(scale).isPositive();
            assertThat(small.forward(OPS, images).sub(expected).abs().max().item_float() / scale).isCloseTo(0, within(1e-4f));
        });
    }

    @Test
    void theNumberKeptIsRoundedUpToTheGranularityAndNeverBelowTheMinimum() {
        Classifier classifier = classifier("resnet_18", ChannelWidths.PUBLISHED);
        ramp(classifier, "layer1.0.conv1.weight");
        // Norms are 1/64 to 64/64 of the largest: above 0.5 are 32 channels, and with a threshold of 0.49 are 33.
        assertThat(width(classifier, options(8, 0.5, 16))).isEqualTo(32);
        assertThat(width(classifier, options(8, 0.49, 16))).isEqualTo(40);
        assertThat(width(classifier, options(8, 0.99, 16))).isEqualTo(16);
        assertThat(width(classifier, options(8, 0, 16))).isEqualTo(64);
    }

    @Test
    void theSmallestFiltersGo() {
        Classifier classifier = classifier("resnet_18", ChannelWidths.PUBLISHED);
        ramp(classifier, "layer1.0.conv1.weight");
        PrunedNetwork pruned = new ChannelPruning(map(classifier), options(8, 0.75, 8)).prune(classifier);
        Classifier small = classifier("resnet_18", pruned.widths());
        WeightLoader.load(pruned.weights(), small);
        NativeScope.withoutGrad(() -> {
            Tensor kept = small.state().get("layer1.0.bn1.running_mean").tensor();
            assertThat(kept.numel()).isEqualTo(16);
            assertThat(kept.min().item_float()).isEqualTo(48);
            assertThat(kept.max().item_float()).isEqualTo(63);
        });
    }

    @Test
    void anExcludedLayerKeepsAllItsChannels() {
        Classifier classifier = classifier("resnet_18", ChannelWidths.PUBLISHED);
        PruneOptions options =
                new PruneOptions(Normalizer.MAX, Equalization.UNION, 8, 2, 8, Set.of("layer1.0.conv1", "layer4.1.conv2"));
        Map<String, Integer> widths = new ChannelPruning(map(classifier), options).prune(classifier).widths().chosen();
        assertThat(widths).containsEntry("layer1.0.conv1", 64).containsEntry("layer4", 512).containsEntry("layer2.0.conv1", 8);
    }

    @Test
    void anUnknownExcludedLayerIsRefusedWithTheKnownOnes() {
        ChannelMap map = map(classifier("resnet_18", ChannelWidths.PUBLISHED));
        PruneOptions options = new PruneOptions(Normalizer.MAX, Equalization.UNION, 8, 0.5, 8, Set.of("conv9"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChannelPruning(map, options))
                .withMessageContaining("conv9").withMessageContaining("layer1.0.conv1");
    }

    @Test
    void scoresAreCombinedByTheCriterion() {
        Classifier classifier = classifier("resnet_18", ChannelWidths.PUBLISHED);
        Parameter first = classifier.state().get("layer1.0.conv1.weight");
        Parameter second = classifier.state().get("layer1.0.conv2.weight");
        ramp(classifier, "layer1.0.conv1.weight");
        NativeScope.withoutGrad(() -> {
            second.tensor().fill_(new Scalar(1));
        });
        List<Parameter> both = List.of(first, second);
        assertThat(score(Equalization.UNION, both)).isCloseTo(1, within(1e-6));
        assertThat(score(Equalization.INTERSECTION, both)).isCloseTo(0.25, within(1e-6));
        assertThat(score(Equalization.ARITHMETIC_MEAN, both)).isCloseTo(0.625, within(1e-6));
        assertThat(score(Equalization.GEOMETRIC_MEAN, both)).isCloseTo(0.5, within(1e-6));
        assertThat(new ChannelScores(Normalizer.L2, Equalization.UNION).of(List.of(second))[0]).isCloseTo(1 / 8.0, within(1e-6));
    }

    /** The score of the sixteenth channel, whose norm is a quarter of the largest in the first layer. */
    private static double score(Equalization equalization, List<Parameter> layers) {
        return new ChannelScores(Normalizer.MAX, equalization).of(layers)[15];
    }

    private static PruneOptions options(int granularity, double threshold, int least) {
        return new PruneOptions(Normalizer.MAX, Equalization.UNION, granularity, threshold, least, Set.of());
    }

    private static int width(Classifier classifier, PruneOptions options) {
        return new ChannelPruning(map(classifier), options).prune(classifier).widths().chosen().get("layer1.0.conv1");
    }

    /** Filter i gets the norm (i + 1) times that of the first; the running mean behind it is i, so that channels can be told. */
    private static void ramp(Classifier classifier, String name) {
        NativeScope.withoutGrad(() -> {
            Tensor weight = classifier.state().get(name).tensor();
            weight.fill_(new Scalar(1));
            for (int i = 0; i < weight.size(0); i++) {
                weight.select(0, i).mul_(new Scalar(i + 1.0));
                classifier.state().get("layer1.0.bn1.running_mean").tensor().select(0, i).fill_(new Scalar(i));
            }
        });
    }

    /** Filters and all that follows them are 0 in every third channel of every group, and filters in the others are far from it. */
    private static void silenceEveryThirdChannel(Classifier classifier) {
        ChannelMap map = map(classifier);
        NativeScope.withoutGrad(() -> map.axes().forEach((name, axes) -> {
            Tensor tensor = classifier.state().get(name).tensor();
            for (int i = 0; i < tensor.size(0) && !axes.first().equals(ChannelMap.FIXED); i += 3) {
                tensor.select(0, i).zero_();
            }
        }));
    }

    private static ChannelMap map(Classifier classifier) {
        return classifier.backbone().channels().orElseThrow();
    }

    private static Classifier classifier(String name, ChannelWidths widths) {
        Initializer init = Initializer.seeded(1);
        BackboneOptions options = new BackboneOptions(0, BatchNormOptions.DEFAULTS, Optional.empty(), widths);
        return new Classifier(BackboneCatalog.standard().create(name, options, init), CLASSES, init);
    }
}
