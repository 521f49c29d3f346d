// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.dataset.DatasetOutcome;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.spec.SpecFile;
import dev.graft.spi.spec.SpecParameter;
import dev.graft.spi.spec.SpecSchema;
import dev.graft.spi.yaml.DeclarationException;
import dev.graft.spi.yaml.DeclarationFaults;
import dev.graft.spi.yaml.DeclarationFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The actions that two files describe: how each is run, and with what parameters. Immutable. */
final class DescribedActions {

    private static final String SPECS = "specs.yaml";

    private final String name;
    private final Map<Action, DescribedAction> actions;
    private final Map<Action, SpecSchema> schemas;

    private DescribedActions(String name, Map<Action, DescribedAction> actions, Map<Action, SpecSchema> schemas) {
        this.name = name;
        this.actions = actions;
        this.schemas = schemas;
    }

    /** What a plugin may change before a plan is made. */
    interface Adjustment {
        void adjust(LaunchRequest request, ObjectNode specs);
    }

    /**
     * Reads {@code specs.yaml} and compares it with the actions.
     *
     * @param name of the network or dataset type
     * @param file name of the file that the actions come from
     * @throws DeclarationException if the two files do not fit
     */
    static DescribedActions of(String name, String file, Map<Action, DescribedAction> actions, DeclarationFiles files) {
        Map<Action, SpecSchema> schemas = SpecFile.read(files, SPECS);
        DescribedActions read = new DescribedActions(name, actions, schemas);
        read.checkActions(file);
        read.checkFilledFields(file);
        return read;
    }

    private void checkActions(String file) {
        Set<Action> withSpecs = new TreeSet<>(schemas.keySet());
        Set<Action> described = new TreeSet<>(actions.keySet());
        if (!withSpecs.equals(described)) {
            throw new DeclarationException(
                    List.of(file + " has the actions " + described + ", but " + SPECS + " has " + withSpecs));
        }
    }

    /** Every field that the server fills has to be declared, so that nobody is surprised by it. */
    private void checkFilledFields(String file) {
        DeclarationFaults faults = new DeclarationFaults();
        actions.forEach((action, described) -> {
            Set<String> declared = schemas.get(action).parameters().stream().map(SpecParameter::name).collect(Collectors.toSet());
            described.fills().stream()
                    .map(fill -> fill.field().parameter())
                    .filter(field -> !declared.contains(field))
                    .forEach(field -> faults.add(file, action + " fills " + field + ", which " + SPECS + " does not declare"));
        });
        faults.throwIfAny();
    }

    SpecSchema specs(Action action) {
        return Optional.ofNullable(schemas.get(action)).orElseThrow(() -> unknown(action));
    }

    DescribedAction require(Action action) {
        return Optional.ofNullable(actions.get(action)).orElseThrow(() -> unknown(action));
    }

    /** What becomes of the results of a job on a dataset of a format. */
    List<DatasetOutcome> outcomes(Action action, String format) {
        return require(action).outcomes().stream().map(use -> use.of(format)).toList();
    }

    /** The paths, relative to a dataset, that an action reads; of alternatives all. */
    List<String> datasetPaths(Action action) {
        DescribedAction described = require(action);
        Stream<ValueSource> filled = described.fills().stream().flatMap(fill -> fill.sources().stream());
        Stream<ValueSource> said = Stream.concat(
                described.command().stream().flatMap(command -> command.arguments().stream()),
                described.container().stream().flatMap(ContainerCommand::sources));
        return Stream.concat(filled, said)
                .flatMap(source -> source.datasetPath().stream())
                .flatMap(path -> path.alternatives().stream())
                .distinct()
                .toList();
    }

    /**
     * The plan of a job.
     *
     * @param adjustment changes the filled specs of both forms
     * @param forContainer changes a copy of them for the container alone
     */
    LaunchPlan plan(Action action, LaunchRequest request, Adjustment adjustment, Adjustment forContainer) {
        if (request.action() != action) {
            throw new IllegalArgumentException("this launcher plans " + action + ", not " + request.action());
        }
        DescribedAction described = require(action);
        ObjectNode specs = described.fill(request, specs(action));
        adjustment.adjust(request, specs);
        return new LaunchPlan(specs, described.embedded(request), described.container().map(command -> {
            ObjectNode copy = specs.deepCopy();
            forContainer.adjust(request, copy);
            return command.form(request, copy);
        }));
    }

    private IllegalArgumentException unknown(Action action) {
        return new IllegalArgumentException(name + " has no action " + action + "; it has " + actions.keySet());
    }
}
