// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker.network;

import dev.graft.torchkit.backbone.BackboneOptions;
import dev.graft.torchkit.backbone.ResNet;
import dev.graft.torchkit.backbone.VideoResNet;
import dev.graft.torchkit.nn.Dropout;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Ops;
import java.util.Locale;

/** A network for one kind of pictures: clips N x (channels · pictures) x H x W to logits N x classes. */
public final class StreamNetwork extends Layer {

    private final Layer backbone;
    private final Dropout dropout;
    private final Linear head;
    private final int channels;
    private final int pictures;
    private final boolean stacked;

    /**
     * What a stream sees.
     *
     * @param channels of each picture
     * @param pictures in a clip
     * @param stacked whether pictures are stacked as channels; otherwise time is an axis
     */
    public record Input(int channels, int pictures, boolean stacked) {}

    /**
     * A network.
     *
     * @param size name of a ResNet, such as {@code resnet_18}
     * @param dropout probability with which a feature is zeroed while training, 0 to below 1
     */
    public StreamNetwork(String size, Input input, int classes, double dropout, Initializer init) {
        this.channels = input.channels();
        this.pictures = input.pictures();
        this.stacked = input.stacked();
        String variant = size.toUpperCase(Locale.ROOT);
        int features;
        if (stacked) {
            ResNet network = new ResNet(ResNet.Variant.valueOf(variant), channels * pictures, BackboneOptions.DEFAULTS, init);
            backbone = child("", network);
            features = network.featureCount();
        } else {
            VideoResNet network = new VideoResNet(VideoResNet.Variant.valueOf(variant), channels, init);
            backbone = child("", network);
            features = network.featureCount();
        }
        this.dropout = child("dropout", new Dropout(dropout));
        this.head = child("fc_cls", new Linear(features, classes, true, init));
    }

    @Override
    public <T> T forward(Ops<T> ops, T clips) {
        T x = stacked
                ? clips
                : ops.reshape(clips, Ops.DYNAMIC, channels, pictures, ops.size(clips, 2), ops.size(clips, 3));
        return head.forward(ops, dropout.forward(ops, backbone.forward(ops, x)));
    }
}
