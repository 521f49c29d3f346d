// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.model;

import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.onnx.OnnxInput;
import java.util.List;
import java.util.Map;

/** What a model file tells of its network, so that evaluation, export and inference need not be told again. */
public interface NetworkDescription {

    /** The network in few words, for messages. */
    String summary();

    /** The network on the CPU with initial weights from a seed. */
    Layer network(long seed);

    /** The inputs of its ONNX file; joined along their channels they are the network's input. */
    List<OnnxInput> inputs();

    /** All of it in the form that travels with a model file. */
    Map<String, String> metadata();
}
