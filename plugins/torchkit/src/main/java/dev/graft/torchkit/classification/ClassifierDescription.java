// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.data.transform.Pipeline;
import java.util.List;
import java.util.Map;

/** What a model file tells of its classifier, so that evaluation, export and inference need not be told again. */
public interface ClassifierDescription {

    /** Name of the backbone. */
    String backbone();

    /** Class names in the order of the outputs. */
    List<String> classes();

    /** What is done to images for evaluation. */
    Pipeline evaluation();

    /** What is done to images for inference. */
    Pipeline inference();

    /** All of it in the form that travels with a model file. */
    Map<String, String> metadata();

    /** The network on the CPU, its weights not yet those of the file. */
    Classifier network();
}
