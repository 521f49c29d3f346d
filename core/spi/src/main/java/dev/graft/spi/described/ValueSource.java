// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the server takes the value of a spec field or of a command's option from. Written in {@code network.yaml} as a word, or as
 * {@code word:argument}:
 *
 * <table>
 * <caption>Sources</caption>
 * <tr><td>{@code output_dir}</td><td>the job's results folder</td></tr>
 * <tr><td>{@code output_file:NAME}</td><td>a file in it</td></tr>
 * <tr><td>{@code spec_file}</td><td>the rendered spec file; only for options</td></tr>
 * <tr><td>{@code job_file}, {@code status_file}</td><td>the job in JSON, and the file of its status lines; only for commands without a
 * container</td></tr>
 * <tr><td>{@code specs:NAME}</td><td>a field of the job's specs, by its dotted name</td></tr>
 * <tr><td>{@code encryption_key}</td><td>the experiment's key; nothing if it has none</td></tr>
 * <tr><td>{@code constant:VALUE}</td><td>always that: true, false, or a text, which may be empty</td></tr>
 * <tr><td>{@code gpus}</td><td>number of granted GPUs, at least 1</td></tr>
 * <tr><td>{@code parent_model}</td><td>the model that the parent job made</td></tr>
 * <tr><td>{@code parent_engine}, {@code parent_onnx}</td><td>the same, only if it is a TensorRT engine, or an ONNX file</td></tr>
 * <tr><td>{@code parent_checkpoint}</td><td>the same, only if it is neither</td></tr>
 * <tr><td>{@code parent_results}, {@code parent_file:NAME}</td><td>the parent's results folder, or a file or pattern in it, if it is there</td></tr>
 * <tr><td>{@code parent_is:ACTION}</td><td>true if the parent did that; nothing otherwise</td></tr>
 * <tr><td>{@code parent_model_or_pretrained}</td><td>the parent's model, else the base experiments'</td></tr>
 * <tr><td>{@code pretrained_model}</td><td>the base experiments' models, joined by commas</td></tr>
 * <tr><td>{@code pretrained_backbone}, {@code pretrained_whole}</td><td>the same unless the job resumes, only if it is a backbone, or
 * a whole network</td></tr>
 * <tr><td>{@code pretrained_model_unless_resuming}</td><td>the same, unless the job goes on from a checkpoint of its own</td></tr>
 * <tr><td>{@code resume_model}</td><td>the checkpoint of this job's own that it goes on from</td></tr>
 * <tr><td>{@code resume_model_or_pretrained}</td><td>that, else the base experiments' models</td></tr>
 * <tr><td>{@code framework}</td><td>{@code tensorrt} after an export or an engine, {@code tlt} otherwise</td></tr>
 * <tr><td>{@code ROLE_dataset:PATH}</td><td>a path in a dataset, see {@link DatasetPath}</td></tr>
 * </table>
 *
 * <p>A text with braces is a template: {@code "%{train_dataset:datalist.json}"} is what stands outside the braces with the values of
 * the sources inside. A source that yields nothing, or a template with such a one, leaves the field as it is.
 */
final class ValueSource {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+(?::[^}]+)?)}");

    private final String text;
    private final Function<LaunchRequest, List<JsonNode>> values;
    private final Optional<DatasetPath> datasetPath;

    private ValueSource(String text, Function<LaunchRequest, List<JsonNode>> values, Optional<DatasetPath> datasetPath) {
        this.text = text;
        this.values = values;
        this.datasetPath = datasetPath;
    }

    /**
     * The source of that text.
     *
     * @throws IllegalArgumentException if there is none
     */
    static ValueSource of(String text) {
        if (text.contains("{")) {
            return template(text);
        }
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        String argument = colon < 0 ? "" : text.substring(colon + 1);
        if (DatasetPath.isRole(word)) {
            DatasetPath path = DatasetPath.of(word, argument);
            return new ValueSource(text, path::resolve, Optional.of(path));
        }
        Function<LaunchRequest, Optional<JsonNode>> one = colon < 0 ? plain(text) : withArgument(text, word, argument);
        return new ValueSource(text, request -> one.apply(request).map(List::of).orElse(List.of()), Optional.empty());
    }

    /**
     * The text with the values of the sources in its braces.
     *
     * @throws IllegalArgumentException if there is no such source
     */
    static ValueSource template(String text) {
        Map<String, ValueSource> sources = PLACEHOLDER.matcher(text).results()
                .map(found -> found.group(1))
                .distinct()
                .collect(Collectors.toMap(Function.identity(), ValueSource::of));
        Optional<DatasetPath> path = sources.values().stream().flatMap(source -> source.datasetPath.stream()).findFirst();
        return new ValueSource(text, request -> expand(text, sources, request).stream().toList(), path);
    }

    private static Optional<JsonNode> expand(String text, Map<String, ValueSource> sources, LaunchRequest request) {
        Map<String, String> values = new HashMap<>();
        sources.forEach((name, source) -> source.resolve(request).stream().findFirst()
                .ifPresent(value -> values.put(name, value.asText())));
        return values.size() < sources.size()
                ? Optional.empty()
                : Optional.of(JSON.textNode(PLACEHOLDER.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))))));
    }

    /** The values for a job; empty if the source yields nothing. Only a source over each train dataset yields more than one. */
    List<JsonNode> resolve(LaunchRequest request) {
        return values.apply(request);
    }

    /**
     * The first value as an argument of a command.
     *
     * @throws GraftException if the source yields nothing
     */
    String require(LaunchRequest request) {
        return resolve(request).stream()
                .findFirst()
                .map(JsonNode::asText)
                .orElseThrow(() -> new GraftException(
                        StandardError.INVALID_REQUEST,
                        "the command of " + request.action() + " needs " + this + ", and the job has none;"
                                + " assign the dataset, base experiment or parent job that it comes from"));
    }

    /** The path in a dataset that it reads; empty if it reads none. */
    Optional<DatasetPath> datasetPath() {
        return datasetPath;
    }

    private static Function<LaunchRequest, Optional<JsonNode>> plain(String word) {
        return switch (word) {
            case "output_dir" -> request -> text(request.resultsDir());
            case "spec_file" -> request -> Optional.of(JSON.textNode(ContainerForm.SPEC_FILE));
            case "job_file" -> request -> Optional.of(JSON.textNode(CommandWorker.JOB_FILE));
            case "status_file" -> request -> Optional.of(JSON.textNode(CommandWorker.STATUS_FILE));
            case "encryption_key" -> request ->
                    request.encryptionKey().isEmpty() ? Optional.empty() : Optional.of(JSON.textNode(request.encryptionKey()));
            case "gpus" -> request -> Optional.of(JSON.numberNode(Math.max(1, request.gpus())));
            case "parent_model" -> request -> parentModel(request, ModelFile.ANY);
            case "parent_engine" -> request -> parentModel(request, ModelFile.ENGINE);
            case "parent_onnx" -> request -> parentModel(request, ModelFile.ONNX);
            case "parent_checkpoint" -> request -> parentModel(request, ModelFile.CHECKPOINT);
            case "parent_results" -> request -> request.inputs().parent().flatMap(parent -> text(parent.resultsDir()));
            case "parent_model_or_pretrained" -> request -> parentModel(request, ModelFile.ANY).or(() -> pretrained(request));
            case "pretrained_model" -> ValueSource::pretrained;
            case "pretrained_backbone" -> request -> freshStart(request, true);
            case "pretrained_whole" -> request -> freshStart(request, false);
            case "pretrained_model_unless_resuming" -> request ->
                    request.inputs().resumeFrom().isPresent() ? Optional.empty() : pretrained(request);
            case "resume_model" -> request -> request.inputs().resumeFrom().flatMap(ValueSource::text);
            case "resume_model_or_pretrained" -> request ->
                    request.inputs().resumeFrom().flatMap(ValueSource::text).or(() -> pretrained(request));
            case "framework" -> request -> Optional.of(JSON.textNode(followsExport(request) ? "tensorrt" : "tlt"));
            default -> throw new IllegalArgumentException("no value source is called '" + word + "'");
        };
    }

    private static Function<LaunchRequest, Optional<JsonNode>> withArgument(String text, String word, String argument) {
        if (argument.isEmpty() && !word.equals("constant")) {
            throw new IllegalArgumentException("'" + text + "' needs something behind the colon");
        }
        return switch (word) {
            case "output_file" -> request -> text(request.resultsDir().resolve(argument));
            case "specs" -> {
                FieldPath field = FieldPath.of(argument);
                yield request -> field.find(request.specs());
            }
            case "parent_file" -> request -> request.inputs().parent().map(parent -> parent.resultsDir().resolve(argument))
                    .filter(DatasetPath::isThere).flatMap(ValueSource::text);
            case "parent_is" -> {
                Action action = Action.of(argument);
                yield request -> request.inputs().parent().filter(parent -> parent.action() == action)
                        .map(parent -> JSON.booleanNode(true));
            }
            case "constant" -> {
                JsonNode constant = Set.of("true", "false").contains(argument)
                        ? JSON.booleanNode(argument.equals("true"))
                        : JSON.textNode(argument);
                yield request -> Optional.of(constant);
            }
            default -> throw new IllegalArgumentException("no value source is called '" + word + ":'");
        };
    }

    private static Optional<JsonNode> parentModel(LaunchRequest request, ModelFile kind) {
        return request.inputs().parent().flatMap(JobInputs.Parent::model).filter(kind::fits).flatMap(ValueSource::text);
    }

    private static Optional<JsonNode> freshStart(LaunchRequest request, boolean backbone) {
        List<JobInputs.BaseModel> fitting =
                request.inputs().baseModels().stream().filter(model -> model.backbone() == backbone).toList();
        return request.inputs().resumeFrom().isPresent() ? Optional.empty() : joined(fitting);
    }

    private static Optional<JsonNode> pretrained(LaunchRequest request) {
        return joined(request.inputs().baseModels());
    }

    private static Optional<JsonNode> joined(List<JobInputs.BaseModel> models) {
        String paths = models.stream().map(model -> model.checkpoint().toString()).collect(Collectors.joining(","));
        return paths.isEmpty() ? Optional.empty() : Optional.of(JSON.textNode(paths));
    }

    private static boolean followsExport(LaunchRequest request) {
        Set<Action> engines = Set.of(Action.EXPORT, Action.GEN_TRT_ENGINE, Action.TRTEXEC);
        return request.inputs().parent().filter(parent -> engines.contains(parent.action())).isPresent();
    }

    private static Optional<JsonNode> text(Path path) {
        return Optional.of(JSON.textNode(path.toString()));
    }

    @Override
    public String toString() {
        return text;
    }

    /** Kinds of model file, told by the ending of the name. */
    private enum ModelFile {
        ANY,
        ENGINE,
        ONNX,
        CHECKPOINT;

        boolean fits(Path file) {
            String name = file.getFileName().toString();
            boolean engine = name.endsWith(".engine");
            boolean onnx = name.endsWith(".onnx");
            return switch (this) {
                case ANY -> true;
                case ENGINE -> engine;
                case ONNX -> onnx;
                case CHECKPOINT -> !engine && !onnx;
            };
        }
    }
}
