// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.automl.space.Bound;
import dev.graft.automl.space.Bound.Relation;
import dev.graft.automl.space.Dimension;
import dev.graft.automl.space.ParameterDimension;
import dev.graft.automl.space.SearchSpace;
import dev.graft.automl.space.SpecPath;
import dev.graft.experiment.AutoMlSettings;
import dev.graft.fault.FaultList;
import dev.graft.spi.network.TrainingLength;
import dev.graft.spi.spec.SpecParameter;
import dev.graft.spi.spec.SpecParameter.AutoMl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the search space of a train job: the parameters marked as searched, and those that the settings add, without those they remove. */
final class SearchSpaceBuilder {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern RELATION = Pattern.compile("(<=|>=|<|>)\\s*(\\S+)");
    private static final String ADD = "/automl_settings/automl_add_hyperparameters";
    private static final String REMOVE = "/automl_settings/automl_remove_hyperparameters";

    private final Map<String, SpecParameter> parameters;
    private final AutoMlSettings settings;
    private final ObjectNode specs;
    private final Optional<String> epochs;
    private final FaultList faults;

    /**
     * A builder.
     *
     * @param parameters those of the network's train action
     * @param specs the merged specs of the job
     * @param faults takes what is wrong with the settings
     */
    SearchSpaceBuilder(
            List<SpecParameter> parameters,
            AutoMlSettings settings,
            ObjectNode specs,
            Optional<TrainingLength> length,
            FaultList faults) {
        this.parameters = parameters.stream()
                .filter(parameter -> !parameter.hidden())
                .collect(Collectors.toMap(SpecParameter::name, Function.identity(), (one, two) -> two, LinkedHashMap::new));
        List<SpecParameter> shown = List.copyOf(this.parameters.values());
        names(settings.addedParameters()).stream()
                .filter(name -> !this.parameters.containsKey(name))
                .flatMap(name -> ElementParameter.of(name, shown, specs).stream())
                .forEach(element -> this.parameters.put(element.name(), element));
        this.settings = settings;
        this.specs = specs;
        this.epochs = length.map(TrainingLength::epochs);
        this.faults = faults;
    }

    /** The space; empty, with a fault, if there is none. */
    Optional<SearchSpace> build() {
        Set<String> added = names(settings.addedParameters());
        Set<String> removed = names(settings.removedParameters());
        added.forEach(this::checkAdded);
        removed.stream().filter(name -> !parameters.containsKey(name)).forEach(name -> faults.add(REMOVE, unknown(name)));
        List<Dimension> dimensions = new ArrayList<>();
        parameters.values().stream()
                .filter(parameter -> parameter.automl() == AutoMl.SEARCHED || added.contains(parameter.name()))
                .filter(parameter -> !removed.contains(parameter.name()))
                .forEach(parameter -> dimension(parameter, added).ifPresent(dimensions::add));
        if (dimensions.isEmpty()) {
            faults.add(ADD, "leaves nothing to search; add at least one parameter, such as " + examples());
            return Optional.empty();
        }
        List<Bound> bounds = bounds(dimensions);
        return Optional.of(new SearchSpace(dimensions, bounds, fixed(bounds)));
    }

    /** The values that the specs have, or where they have none, those in the middle of the space. */
    Map<String, JsonNode> defaults(SearchSpace space) {
        double[] middle = new double[space.coordinates().size()];
        Arrays.fill(middle, 0.5);
        Map<String, JsonNode> values = new HashMap<>(space.decode(middle));
        space.dimensions().forEach(dimension -> new SpecPath(dimension.name())
                .find(specs)
                .filter(value -> fits(dimension, value))
                .ifPresent(value -> values.put(dimension.name(), value)));
        return values;
    }

    private static boolean fits(Dimension dimension, JsonNode value) {
        try {
            dimension.encode(value);
            return true;
        } catch (IllegalArgumentException e) {
            // Text such as "auto" where a number is searched: the search begins in the middle instead.
            return false;
        }
    }

    private void checkAdded(String name) {
        SpecParameter parameter = parameters.get(name);
        if (parameter == null) {
            faults.add(ADD, unknown(name));
        } else if (parameter.automl() == AutoMl.OVERRIDE_ONLY && !settings.overrideDisabled().orElse(false)) {
            faults.add(ADD, name + " is not meant to be searched; leave it out, or set override_automl_disabled_params to true");
        } else if (epochs.filter(name::equals).isPresent()) {
            faults.add(ADD, name + " says how long to train, which the search itself decides; leave it out");
        }
    }

    private Optional<Dimension> dimension(SpecParameter parameter, Set<String> added) {
        try {
            return Optional.of(ParameterDimension.of(parameter, specs, epochs));
        } catch (IllegalArgumentException e) {
            faults.add(
                    added.contains(parameter.name()) ? ADD : REMOVE,
                    e.getMessage() + (added.contains(parameter.name())
                            ? "; leave it out"
                            : "; name it here to leave it out of the search"));
            return Optional.empty();
        }
    }

    /** Relations between parameters; one that bounds another comes first. */
    private List<Bound> bounds(List<Dimension> dimensions) {
        List<Bound> bounds = new ArrayList<>();
        dimensions.forEach(dimension -> {
            SpecParameter parameter = parameters.get(dimension.name());
            Stream.of(parameter.dependsOn(), parameter.mathCond())
                    .flatMap(condition -> bound(parameter.name(), condition).stream())
                    .forEach(bounds::add);
        });
        List<Bound> ordered = new ArrayList<>();
        Set<Bound> left = new LinkedHashSet<>(bounds);
        while (!left.isEmpty()) {
            Bound next = left.stream()
                    .filter(bound -> left.stream().noneMatch(other -> other.name().equals(bound.other())))
                    .findFirst()
                    .orElseGet(() -> left.iterator().next());
            ordered.add(next);
            left.remove(next);
        }
        return ordered;
    }

    private static Optional<Bound> bound(String name, String condition) {
        Matcher relation = RELATION.matcher(condition.strip());
        if (!relation.matches()) {
            return Optional.empty();
        }
        Relation side = switch (relation.group(1)) {
            case "<" -> Relation.LESS;
            case "<=" -> Relation.AT_MOST;
            case ">" -> Relation.GREATER;
            default -> Relation.AT_LEAST;
        };
        return Optional.of(new Bound(name, side, relation.group(2)));
    }

    private Map<String, JsonNode> fixed(List<Bound> bounds) {
        Map<String, JsonNode> fixed = new HashMap<>();
        bounds.forEach(bound -> new SpecPath(bound.other()).find(specs).ifPresent(value -> fixed.put(bound.other(), value)));
        return fixed;
    }

    /** Names out of a JSON list, which the experiment's check has seen to be one. */
    private static Set<String> names(Optional<String> list) {
        Set<String> names = new LinkedHashSet<>();
        try {
            JSON.readTree(list.orElse("[]")).forEach(name -> names.add(name.asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored list of parameters cannot be read: " + list, e);
        }
        return Collections.unmodifiableSet(names);
    }

    private String unknown(String name) {
        return "the train specs have no parameter '" + name + "'; see specs/train/schema for their names, and for a number inside a list"
                + " write the list's name, the place in it from 0 and the number's name, with dots between";
    }

    private String examples() {
        String names = parameters.values().stream()
                .filter(parameter -> parameter.automl() != AutoMl.OVERRIDE_ONLY)
                .map(SpecParameter::name)
                .limit(3)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "one of the numbers in the train specs, with override_automl_disabled_params" : names;
    }
}
