// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Initializer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The backbones by the names that specs use, such as {@code resnet_18}. */
public final class BackboneCatalog {

    /** Makes a backbone with initial weights. */
    @FunctionalInterface
    public interface Factory {
        /** A new backbone; its weights are drawn from {@code init}. */
        Backbone create(BackboneOptions options, Initializer init);
    }

    private final Map<String, Factory> factories;

    /** A catalog of the given factories. */
    public BackboneCatalog(Map<String, Factory> factories) {
        this.factories = Collections.unmodifiableMap(new TreeMap<>(factories));
    }

    /** All backbones of torchkit. */
    public static BackboneCatalog standard() {
        Map<String, Factory> all = new TreeMap<>();
        all.put("resnet_18", resNet(ResNet.Variant.RESNET_18));
        all.put("resnet_34", resNet(ResNet.Variant.RESNET_34));
        all.put("resnet_50", resNet(ResNet.Variant.RESNET_50));
        all.put("resnet_101", resNet(ResNet.Variant.RESNET_101));
        all.put("resnet_152", resNet(ResNet.Variant.RESNET_152));
        for (EfficientNet.Variant variant : EfficientNet.Variant.values()) {
            all.put(variant.publishedName(), (options, init) -> new EfficientNet(variant, options, init));
        }
        for (FanHybrid.Variant variant : FanHybrid.Variant.values()) {
            all.put(variant.publishedName(), (options, init) -> new FanHybrid(variant, options.dropPathRate(), init));
        }
        for (SwinTransformer.Variant variant : SwinTransformer.Variant.values()) {
            all.put(
                    variant.publishedName(),
                    (options, init) -> new SwinTransformer(
                            variant, new SwinTransformer.DropRates(options.dropPathRate(), 0, 0), init));
        }
        return new BackboneCatalog(all);
    }

    private static Factory resNet(ResNet.Variant variant) {
        // Published ResNets have no drop path; the rate of the specs' defaults is meant for FAN and does nothing here.
        return (options, init) -> new ResNet(variant, options, init);
    }

    /** The known names in alphabetical order. */
    public Set<String> names() {
        return factories.keySet();
    }

    /**
     * Makes a backbone with initial weights.
     *
     * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
     */
    public Backbone create(String name, BackboneOptions options, Initializer init) {
        Factory factory = factories.get(name);
        if (factory == null) {
            throw new IllegalArgumentException(
                    "Unknown backbone \"" + name + "\"; known are " + String.join(", ", names()));
        }
        return factory.create(options, init);
    }
}
