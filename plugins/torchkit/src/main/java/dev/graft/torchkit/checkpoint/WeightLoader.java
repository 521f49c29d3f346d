// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Loads weights by name into a module. Each name is tried as it is, then without the prefixes that training code likes to put before
 * names.
 */
public final class WeightLoader {

    /** Prefixes of data-parallel wrappers, Lightning modules, mmcls and TAO classifiers; several may follow one another. */
    private static final List<String> PREFIXES =
            List.of("module.", "model.", "backbone.", "net.", "encoder.", "head.");

    /** Where TAO's classifiers keep the linear layer, which the published networks call {@code head} or {@code fc}. */
    private static final String TAO_HEAD = "head.fc.";

    private WeightLoader() {}

    /**
     * Loads a file of any kind that {@link WeightFile} reads.
     *
     * @throws WeightFileException if the file is broken, of an unknown kind, or holds no tensor that fits the module
     * @throws IOException if it cannot be read
     */
    public static LoadReport load(Path file, Module module) throws IOException {
        LoadReport report = load(WeightFile.read(file).weights(), module);
        if (report.taken().isEmpty()) {
            throw new WeightFileException("No tensor of " + file + " fits the model: " + report.summary()
                    + ". Give weights of the same architecture.");
        }
        return report;
    }

    /** Loads tensors by name; what fits is taken, the rest reported. */
    public static LoadReport load(Map<String, StoredTensor> weights, Module module) {
        Map<String, Parameter> state = module.state();
        Map<String, Parameter> open = new LinkedHashMap<>(state);
        List<String> taken = new ArrayList<>();
        List<LoadReport.Left> left = new ArrayList<>();
        weights.forEach((name, tensor) -> {
            String target = target(name, state);
            Parameter parameter = state.get(target);
            if (parameter == null || !open.containsKey(target)) {
                left.add(new LoadReport.Left(name, LoadReport.Reason.NOT_IN_MODEL, "not in the model"));
            } else if (!tensor.shape().equals(shape(parameter))) {
                left.add(new LoadReport.Left(
                        name,
                        LoadReport.Reason.SHAPE_MISMATCH,
                        "shape " + tensor.shape() + ", the model's is " + shape(parameter)));
            } else {
                NativeScope.run(() -> parameter.assign(TensorBytes.toTensor(tensor)));
                open.remove(target);
                taken.add(target);
            }
        });
        return new LoadReport(taken, left, List.copyOf(open.keySet()));
    }

    /** The module's name for a name of the file: itself, or what remains after known prefixes. */
    private static String target(String name, Map<String, Parameter> state) {
        String rest = name;
        while (true) {
            if (state.containsKey(rest)) {
                return rest;
            }
            String head = rest.startsWith(TAO_HEAD) ? "head." + rest.substring(TAO_HEAD.length()) : rest;
            if (state.containsKey(head)) {
                return head;
            }
            String current = rest;
            String prefix = PREFIXES.stream().filter(current::startsWith).findFirst().orElse("");
            if (prefix.isEmpty()) {
                return name;
            }
            rest = rest.substring(prefix.length());
        }
    }

    private static List<Long> shape(Parameter parameter) {
        return LongStream.of(parameter.shape()).boxed().toList();
    }
}
