// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker.network;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Ops;
import java.util.List;

/** Two streams and two layers on their logits: clips N x planes x H x W, frames first and then flow, to logits N x classes. */
public final class JointNetwork extends Layer {

    private final StreamNetwork frames;
    private final StreamNetwork flow;
    private final Linear hidden;
    private final Linear last;
    private final int framePlanes;

    /**
     * A network.
     *
     * @param framePlanes planes of a clip that are frames
     * @param width of the layer that joins the streams
     */
    public JointNetwork(StreamNetwork frames, StreamNetwork flow, int framePlanes, int classes, int width, Initializer init) {
        this.frames = child("model_rgb", frames);
        this.flow = child("model_of", flow);
        this.hidden = child("fc1", new Linear(2L * classes, width, true, init));
        this.last = child("fc2", new Linear(width, classes, true, init));
        this.framePlanes = framePlanes;
    }

    /** The stream that sees frames. */
    public StreamNetwork frames() {
        return frames;
    }

    /** The stream that sees optical flow. */
    public StreamNetwork flow() {
        return flow;
    }

    @Override
    public <T> T forward(Ops<T> ops, T clips) {
        T seen = frames.forward(ops, ops.slice(clips, 1, 0, framePlanes));
        T moved = flow.forward(ops, ops.slice(clips, 1, framePlanes, ops.size(clips, 1) - framePlanes));
        return last.forward(ops, ops.relu(hidden.forward(ops, ops.concat(List.of(seen, moved), 1))));
    }
}
