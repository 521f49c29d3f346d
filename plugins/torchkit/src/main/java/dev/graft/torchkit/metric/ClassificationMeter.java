// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.metric;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers a classifier's scores sample by sample. For one thread. */
public final class ClassificationMeter {

    private final ConfusionMatrix confusion;
    private final List<TopK> topK;
    private double lossSum;
    private long samples;

    /**
     * An empty meter.
     *
     * @param classes class names in the order of the network's outputs
     * @param ks for which k the top-k accuracy is wanted; 1 is always added
     */
    public ClassificationMeter(List<String> classes, Set<Integer> ks) {
        this.confusion = new ConfusionMatrix(classes);
        TreeSet<Integer> wanted = new TreeSet<>(ks);
        wanted.add(1);
        this.topK = wanted.stream().map(TopK::new).toList();
    }

    /** Counts a sample with its score (a logit) for each class. */
    public void add(float[] logits, int label) {
        samples++;
        topK.forEach(count -> count.add(logits, label));
        confusion.add(label, Softmax.argmax(logits));
        lossSum -= Softmax.logProbability(logits, label);
    }

    /** What was gathered so far. */
    public ClassificationReport report() {
        TreeMap<Integer, Double> accuracies = new TreeMap<>();
        topK.forEach(count -> accuracies.put(count.k(), count.accuracy()));
        return new ClassificationReport(samples, accuracies, samples == 0 ? Double.NaN : lossSum / samples, confusion);
    }
}
