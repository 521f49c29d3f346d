// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.checkpoint.LoadReport;
import dev.graft.torchkit.checkpoint.StoredTensor;
import dev.graft.torchkit.checkpoint.WeightFile;
import dev.graft.torchkit.checkpoint.WeightLoader;
import dev.graft.torchkit.nn.Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a network from the weights of another: transfer learning. */
public final class InitialWeights {

    private InitialWeights() {}

    /**
     * Takes the weights of backbone and head. The head is left where the other model tells apart other classes, even if as many.
     *
     * @return a sentence on what was taken and what was left, and why
     */
    public static String takeModel(Path file, Classifier classifier, List<String> classes) {
        Checkpoint checkpoint = read(file);
        Optional<List<String>> others = ClassNames.in(checkpoint.metadata());
        boolean otherClasses = others.isPresent() && !others.get().equals(classes);
        Map<String, StoredTensor> weights = new LinkedHashMap<>(checkpoint.weights());
        String head = classifier.backbone().headName() + ".";
        List<String> left = otherClasses ? weights.keySet().stream().filter(name -> name.startsWith(head)).toList() : List.of();
        left.forEach(weights::remove);
        String sentence = taken(file, weights, classifier);
        return left.isEmpty()
                ? sentence
                : sentence + " Left too: " + String.join(", ", left) + ", because that model tells other classes apart.";
    }

    /** Takes the weights of the backbone only. */
    public static String takeBackbone(Path file, Classifier classifier) {
        return taken(file, read(file).weights(), classifier.backbone());
    }

    /**
     * Takes all weights that fit by name into the first of these modules into which any fits.
     *
     * @param modules at least one, such as a whole network and its backbone
     * @return a sentence on what was taken and what was left, and why
     */
    public static String takeFitting(Path file, List<? extends Module> modules) {
        return taken(file, read(file).weights(), modules);
    }

    private static String taken(Path file, Map<String, StoredTensor> weights, Module module) {
        return taken(file, weights, List.of(module));
    }

    private static String taken(Path file, Map<String, StoredTensor> weights, List<? extends Module> modules) {
        LoadReport report = WeightLoader.load(weights, modules.get(0));
        for (int i = 1; i < modules.size() && report.taken().isEmpty(); i++) {
            report = WeightLoader.load(weights, modules.get(i));
        }
        if (report.taken().isEmpty()) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "no weight of " + file.getFileName() + " fits this network: " + report.summary()
                            + ". Choose a base experiment with the same backbone, or choose its backbone in the specs.");
        }
        return "Starting from " + file.getFileName() + ": " + report.summary() + ".";
    }

    private static Checkpoint read(Path file) {
        try {
            return WeightFile.read(file);
        } catch (IOException e) {
            throw new GraftException(StandardError.INVALID_SPECS, e.getMessage(), e);
        }
    }
}
