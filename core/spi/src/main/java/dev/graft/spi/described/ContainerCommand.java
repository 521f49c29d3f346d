// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.LaunchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How an action is run in a container: {@code program action --option=value ...}, or a command written out.
 *
 * @param image key of the image
 * @param fixedImage whether that image is taken even where a TensorRT engine is built or run
 * @param program first word of the command; unused if the command is written out
 * @param word second word, the action
 * @param syntax how the spec file is written
 * @param command the command written out, with {@code {spec_file}} and {@code {value source}} in its arguments; empty if it is
 *     composed
 * @param options options in their order
 * @param optionsAfterEngine the options when the parent built a TensorRT engine, if they differ
 * @param specsAsOptions whether every field of the specs becomes an option
 * @param parentSpecs whether the spec file holds the parent's specs
 * @param section the one section of the specs that the spec file holds; empty for all of them
 * @param leftOut fields of the specs that are the server's business and not the container's
 */
record ContainerCommand(
        String image,
        boolean fixedImage,
        String program,
        String word,
        SpecSyntax syntax,
        List<ValueSource> command,
        Map<String, Option> options,
        Optional<Map<String, Option>> optionsAfterEngine,
        boolean specsAsOptions,
        boolean parentSpecs,
        Optional<FieldPath> section,
        List<FieldPath> leftOut) {

    private static final Set<Action> ENGINE_BUILDERS = Set.of(Action.GEN_TRT_ENGINE, Action.TRTEXEC);
    private static final String DEPLOY_IMAGE = "deploy";

    /** The container form of a job whose specs are filled. */
    ContainerForm form(LaunchRequest request, ObjectNode filled) {
        ObjectNode specs = filled.deepCopy();
        List<String> line = command.isEmpty() ? compose(request, specs) : expand(request);
        leftOut.forEach(field -> field.remove(specs));
        ObjectNode rendered = parentSpecs ? specsOfParent(request) : section(specs);
        return new ContainerForm(imageKey(request), line, syntax.render(rendered), syntax.fileName(), environment(request));
    }

    /** Every source that the command line takes a value from. */
    Stream<ValueSource> sources() {
        Stream<Option> all = Stream.concat(options.values().stream(), optionsAfterEngine.stream().flatMap(map -> map.values().stream()));
        return Stream.concat(command.stream(), all.flatMap(option -> option.sources().stream()));
    }

    private List<String> compose(LaunchRequest request, ObjectNode specs) {
        List<String> line = new ArrayList<>();
        if (!program.isEmpty()) {
            line.add(program);
        }
        line.add(word);
        Map<String, Option> chosen = followsEngine(request) ? optionsAfterEngine.orElse(options) : options;
        chosen.forEach((name, option) -> option.take(name, request, specs).ifPresent(value -> addOption(line, name, value)));
        if (specsAsOptions) {
            specs.properties().forEach(field -> addOption(line, field.getKey(), field.getValue()));
        }
        return line;
    }

    private static void addOption(List<String> line, String name, JsonNode value) {
        if (value.isContainerNode()) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    name + " is a list or an object, and the container takes it as an option of one value; give a single value");
        }
        if (value.isBoolean()) {
            if (value.booleanValue()) {
                line.add("--" + name);
            }
        } else if (!value.isNull()) {
            line.add("--" + name + "=" + value.asText());
        }
    }

    private List<String> expand(LaunchRequest request) {
        return command.stream().map(argument -> argument.require(request)).toList();
    }

    private ObjectNode section(ObjectNode specs) {
        return section.flatMap(path -> path.find(specs)).map(ObjectNode.class::cast).orElse(specs);
    }

    private ObjectNode specsOfParent(LaunchRequest request) {
        return request.inputs().parent().map(parent -> parent.specs()).filter(specs -> !specs.isEmpty())
                .orElseThrow(() -> new GraftException(
                        StandardError.INVALID_PARENT,
                        request.action() + " reads the specs of its parent job, and there are none; name a job that was run with specs"));
    }

    private String imageKey(LaunchRequest request) {
        boolean engine = ENGINE_BUILDERS.contains(request.action()) || followsEngine(request);
        return engine && !fixedImage ? DEPLOY_IMAGE : image;
    }

    private static boolean followsEngine(LaunchRequest request) {
        return request.inputs().parent().filter(parent -> ENGINE_BUILDERS.contains(parent.action())).isPresent();
    }

    private static Map<String, String> environment(LaunchRequest request) {
        return Map.of("NUM_GPU_PER_NODE", String.valueOf(Math.max(1, request.gpus())), "TELEMETRY_OPT_OUT", "yes");
    }

    /**
     * Where the value of an option comes from.
     *
     * @param sources value sources, of which the first that yields something is taken; none if the spec field of the option's name
     *     moves to the command line
     */
    record Option(List<ValueSource> sources) {

        Optional<JsonNode> take(String name, LaunchRequest request, ObjectNode specs) {
            return sources.isEmpty()
                    ? Optional.ofNullable(specs.remove(name))
                    : sources.stream().flatMap(source -> source.resolve(request).stream()).findFirst();
        }
    }
}
