// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.plugin.reidentification.worker.spec.ModelSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.backbone.BackboneOptions;
import dev.graft.torchkit.backbone.ResNet;
import dev.graft.torchkit.backbone.SwinTransformer;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Ops;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the networks that specs describe, on the CPU. */
final class Backbones {

    private Backbones() {}

    /**
     * A network with initial weights.
     *
     * @throws GraftException if there is no such backbone
     */
    static ReIdNetwork network(ModelSpec model, Initializer init) {
        Optional<SwinTransformer.Variant> swin = Arrays.stream(SwinTransformer.Variant.values())
                .filter(variant -> variant.publishedName().equals(model.backbone()))
                .findFirst();
        return swin.isPresent() ? swin(swin.get(), model, init) : resNet(model, init);
    }

    private static ReIdNetwork resNet(ModelSpec model, Initializer init) {
        Backbone base = new ResNet(variant(model.backbone()), BackboneOptions.DEFAULTS, model.lastStride(), init);
        int features = features(model, base);
        Optional<Layer> reduction = features == base.featureCount()
                ? Optional.empty()
                : Optional.of(new PointConvolution(base.featureCount(), features, init));
        return new ReIdNetwork(base, "base.feature", reduction, features, model.afterNeck(), model.flipped());
    }

    private static ReIdNetwork swin(SwinTransformer.Variant variant, ModelSpec model, Initializer init) {
        ModelSpec.Drops drops = model.drops();
        Backbone base = new SwinTransformer(
                variant, new SwinTransformer.DropRates(drops.path(), drops.element(), drops.attention()), init);
        if (model.size().height() % base.inputMultiple() != 0 || model.size().width() % base.inputMultiple() != 0) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "/model/input_height and input_width are " + model.size() + "; " + model.backbone() + " takes multiples of "
                            + base.inputMultiple());
        }
        int features = features(model, base);
        Optional<Layer> reduction = model.features().isPresent()
                ? Optional.of(new Linear(base.featureCount(), features, false, init))
                : Optional.empty();
        return new ReIdNetwork(base, "fcneck", reduction, features, model.afterNeck(), model.flipped());
    }

    /** Length of the features of a network. */
    static int features(ModelSpec model, Backbone base) {
        return model.features().orElse(base.featureCount());
    }

    private static ResNet.Variant variant(String name) {
        return Arrays.stream(ResNet.Variant.values())
                .filter(variant -> variant.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new GraftException(
                        StandardError.INVALID_SPECS,
                        "/model/backbone is '" + name + "', which there is not; choose one of " + String.join(", ", names())));
    }

    private static List<String> names() {
        return Stream.concat(
                        Arrays.stream(ResNet.Variant.values()).map(variant -> variant.name().toLowerCase(Locale.ROOT)),
                        Arrays.stream(SwinTransformer.Variant.values()).map(SwinTransformer.Variant::publishedName))
                .toList();
    }

    /** TAO's reduction of a ResNet's features, a convolution by name, which on pooled features is a linear layer. */
    private static final class PointConvolution extends Layer {

        private final Conv2d convolution;
        private final int in;
        private final int out;

        PointConvolution(int in, int out, Initializer init) {
            this.in = in;
            this.out = out;
            convolution = child(
                    "", Conv2d.biased(in, out, 1, Conv2dOptions.of(1, 0), init.with(Initializer.Scheme.TORCH_DEFAULT)));
        }

        @Override
        public <T> T forward(Ops<T> ops, T pooled) {
            T image = ops.reshape(pooled, Ops.DYNAMIC, in, 1, 1);
            return ops.reshape(convolution.forward(ops, image), Ops.DYNAMIC, out);
        }
    }
}
