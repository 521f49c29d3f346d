// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.prune;

import dev.graft.torchkit.backbone.ChannelMap;
import dev.graft.torchkit.backbone.ChannelWidths;
import dev.graft.torchkit.checkpoint.StoredTensor;
import dev.graft.torchkit.checkpoint.TensorBytes;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Parameter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Takes the channels with the smallest filters out of a network (Li et al. 2017, arXiv:1608.08710, with TAO's parameters). */
public final class ChannelPruning {

    private static final String WEIGHT = ".weight";

    private final ChannelMap map;
    private final PruneOptions options;

    /**
     * A pruning.
     *
     * @param map which channels of the network belong together
     * @throws IllegalArgumentException if a layer is excluded that there is not
     */
    public ChannelPruning(ChannelMap map, PruneOptions options) {
        this.map = map;
        this.options = options;
        Set<String> known = map.axes().entrySet().stream()
                .filter(entry -> entry.getValue().produces())
                .map(entry -> entry.getKey().substring(0, entry.getKey().length() - WEIGHT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        options.excluded().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("there is no convolution '" + name + "'; there are " + String.join(", ", known));
        });
    }

    /** What is left of a network, which stays as it is. */
    public PrunedNetwork prune(Module network) {
        Map<String, Parameter> state = network.state();
        Map<String, int[]> kept = new LinkedHashMap<>();
        map.groups().forEach(group -> kept.put(group, kept(group, state)));
        Map<String, Integer> widths = kept.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().length));
        Map<String, StoredTensor> weights = new LinkedHashMap<>();
        state.forEach((name, parameter) -> weights.put(name, narrowed(name, parameter, kept)));
        return new PrunedNetwork(new ChannelWidths(widths), weights);
    }

    private int[] kept(String group, Map<String, Parameter> state) {
        List<String> producers = map.producers(group);
        double[] scores = new ChannelScores(options.normalizer(), options.equalization())
                .of(producers.stream().map(state::get).toList());
        boolean excluded = producers.stream()
                .anyMatch(name -> options.excluded().contains(name.substring(0, name.length() - WEIGHT.length())));
        int count = excluded ? scores.length : count(scores);
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(channel -> -scores[channel]).thenComparing(channel -> channel))
                .limit(count)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private int count(double[] scores) {
        int above = (int) IntStream.range(0, scores.length).filter(channel -> scores[channel] > options.threshold()).count();
        int wanted = Math.max(above, options.minFilters());
        int rounded = (wanted + options.granularity() - 1) / options.granularity() * options.granularity();
        return Math.min(scores.length, rounded);
    }

    private StoredTensor narrowed(String name, Parameter parameter, Map<String, int[]> kept) {
        ChannelMap.Axes axes = map.axes().getOrDefault(name, new ChannelMap.Axes(ChannelMap.FIXED, ChannelMap.FIXED, false));
        return NativeScope.withoutGrad(() -> {
            Tensor tensor = selected(parameter.tensor(), 0, kept.get(axes.first()));
            return TensorBytes.copyOf(selected(tensor, 1, kept.get(axes.second())));
        });
    }

    /** @param channels null for a dimension that stays as it is */
    private static Tensor selected(Tensor tensor, long dimension, int[] channels) {
        if (channels == null) {
            return tensor;
        }
        Tensor index = Tensor.create(IntStream.of(channels).asLongStream().toArray()).to(tensor.device(), torch.ScalarType.Long);
        return tensor.index_select(dimension, index);
    }
}
