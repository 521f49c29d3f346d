// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.JobInputs.Dataset;
import dev.graft.spi.launch.LaunchRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A path in one of a job's datasets, as {@code role_dataset:path}. Roles: {@code train} (the first), {@code last_train},
 * {@code each_train}, {@code eval}, {@code inference}, {@code calibration}, {@code own}. The path may name alternatives,
 * {@code images|images_test}, of which the first that is there is taken; {@code .} is the dataset itself; a last name with {@code *} is
 * a pattern for whoever reads it. Without a dataset in the role there is no value. A dataset that has none of the alternatives is a
 * fault, unless the last alternative is {@code none}.
 */
final class DatasetPath {

    private static final String SUFFIX = "_dataset";
    private static final String NONE = "none";

    private enum Role {
        TRAIN,
        LAST_TRAIN,
        EACH_TRAIN,
        EVAL,
        INFERENCE,
        CALIBRATION,
        OWN
    }

    private final Role role;
    private final List<String> alternatives;
    private final boolean optional;

    private DatasetPath(Role role, List<String> alternatives, boolean optional) {
        this.role = role;
        this.alternatives = alternatives;
        this.optional = optional;
    }

    static boolean isRole(String word) {
        return Stream.of(Role.values()).anyMatch(role -> word(role).equals(word));
    }

    static DatasetPath of(String word, String path) {
        Role role = Role.valueOf(word.substring(0, word.length() - SUFFIX.length()).toUpperCase(Locale.ROOT));
        if (path.isEmpty() || path.startsWith("/") || path.contains("..")) {
            throw new IllegalArgumentException("'" + word + ":" + path + "' is no path inside a dataset");
        }
        List<String> names = List.of(path.split("\\|"));
        boolean optional = names.get(names.size() - 1).equals(NONE);
        return new DatasetPath(role, optional ? names.subList(0, names.size() - 1) : names, optional);
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT) + SUFFIX;
    }

    /** The alternatives, relative to the dataset. */
    List<String> alternatives() {
        return alternatives;
    }

    /** One absolute path per dataset of the role. */
    List<JsonNode> resolve(LaunchRequest request) {
        List<JsonNode> paths = new ArrayList<>();
        for (Dataset dataset : datasets(request.inputs())) {
            find(dataset).map(path -> JsonNodeFactory.instance.textNode(path.toString())).ifPresentOrElse(paths::add, () -> {
                if (!optional) {
                    throw missing(request, dataset);
                }
            });
        }
        return paths;
    }

    private Optional<Path> find(Dataset dataset) {
        return alternatives.stream()
                .map(name -> name.equals(".") ? dataset.folder() : dataset.folder().resolve(name))
                .filter(DatasetPath::isThere)
                .findFirst();
    }

    /** Whether a path is there; of a pattern, the folder that it looks into. */
    static boolean isThere(Path path) {
        return path.getFileName().toString().contains("*") ? Files.isDirectory(path.getParent()) : Files.exists(path);
    }

    private GraftException missing(LaunchRequest request, Dataset dataset) {
        return new GraftException(
                StandardError.INVALID_DATASET,
                "dataset " + dataset.id() + " has no " + String.join(" and no ", alternatives) + ", which " + request.action()
                        + " reads from the " + word(role).replace('_', ' ')
                        + "; assign a dataset that has it, or run the conversion that makes it");
    }

    private List<Dataset> datasets(JobInputs inputs) {
        return switch (role) {
            case TRAIN -> inputs.train().stream().limit(1).toList();
            case LAST_TRAIN -> inputs.train().stream().skip(Math.max(0, inputs.train().size() - 1)).toList();
            case EACH_TRAIN -> inputs.train();
            case EVAL -> inputs.eval().stream().toList();
            case INFERENCE -> inputs.inference().stream().toList();
            case CALIBRATION -> inputs.calibration().stream().toList();
            case OWN -> inputs.own().stream().toList();
        };
    }
}
