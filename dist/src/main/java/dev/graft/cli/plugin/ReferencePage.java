// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.ActionProvider;
import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.network.NetworkDescriptor;
import dev.graft.spi.spec.SpecParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The reference of a network or a dataset type in Markdown: who it is, what may be done, and every parameter that a user sets, as the API's
 * schemas have them. A parameter that several actions share stands there once.
 *
 * @param name file name without its ending, for example {@code dino}
 * @param title one line
 * @param text the page
 */
public record ReferencePage(String name, String title, String text) {

    private static final int LONGEST_DEFAULT = 120;

    /** The page of a network. */
    public static ReferencePage of(NetworkPlugin plugin) {
        NetworkDescriptor network = plugin.network();
        List<String> facts = new ArrayList<>();
        facts.add("| domain | " + network.domain().name().toLowerCase(Locale.ROOT) + " |");
        facts.add("| datasets | " + code(network.datasetType()) + ", format " + codes(network.datasetFormats()) + " |");
        network.keyMetric().ifPresent(metric -> facts.add("| key metric | " + code(metric.name()) + ", "
                + metric.goal().name().toLowerCase(Locale.ROOT) + " |"));
        facts.add("| search over hyperparameters (AutoML) | " + (network.automl() ? "yes" : "no") + " |");
        network.checkpoint().ifPresent(rule -> facts.add("| checkpoints | " + codes(rule.extensions()) + " |"));
        return page(network.architecture(), network.title(), facts, plugin);
    }

    /** The page of a dataset type. */
    public static ReferencePage of(DatasetPlugin plugin) {
        List<String> facts = plugin.dataset().actions().stream()
                .map(action -> "| " + code(action.rule().action().wireName()) + " | format "
                        + codes(action.formats().stream().sorted().toList()) + " |")
                .toList();
        return page("dataset_" + plugin.dataset().type(), plugin.dataset().title(), facts, plugin);
    }

    private static ReferencePage page(String name, String title, List<String> facts, ActionProvider plugin) {
        StringBuilder text = new StringBuilder("# " + name + "\n\n" + title + ".\n\n| | |\n| --- | --- |\n");
        facts.forEach(fact -> text.append(fact).append('\n'));
        text.append("\n## Actions\n\n| action | follows | reads |\n| --- | --- | --- |\n");
        plugin.rules().forEach(rule -> text.append(row(rule)));
        text.append("\n## Parameters\n\n\"searched\" parameters are drawn by AutoML unless they are taken out, \"addable\" ones if they are"
                + " named; popular ones are in bold.\n");
        sections(plugin).forEach((section, lines) -> {
            text.append("\n### ").append(section).append("\n\n| parameter | actions | type | default | range | AutoML | |\n");
            text.append("| --- | --- | --- | --- | --- | --- | --- |\n");
            lines.forEach((parameter, actions) -> text.append(row(parameter, actions, plugin.rules().size())));
        });
        return new ReferencePage(name, title, text.toString());
    }

    private static String row(ActionRule rule) {
        String parents = rule.parents().stream().map(parent -> code(parent.wireName())).collect(Collectors.joining(", "));
        String datasets = rule.datasets().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
        String needed = rule.parents().isEmpty() || rule.parentRequired() ? "" : " (or nothing)";
        return "| " + code(rule.action().wireName()) + " | " + parents + needed + " | " + datasets + " |\n";
    }

    /** The parameters by the first word of their names, each with the actions that have it in just that form. */
    private static Map<String, Map<SpecParameter, List<String>>> sections(ActionProvider plugin) {
        Map<String, Map<SpecParameter, List<String>>> sections = new LinkedHashMap<>();
        for (ActionRule rule : plugin.rules()) {
            plugin.specs(rule.action()).parameters().stream().filter(parameter -> !parameter.hidden()).forEach(parameter -> sections
                    .computeIfAbsent(parameter.name().split("\\.")[0], section -> new LinkedHashMap<>())
                    .computeIfAbsent(parameter, key -> new ArrayList<>())
                    .add(rule.action().wireName()));
        }
        return sections;
    }

    private static String row(SpecParameter parameter, List<String> actions, int allActions) {
        String name = parameter.popular() ? "**" + code(parameter.name()) + "**" : code(parameter.name());
        String automl = switch (parameter.automl()) {
            case SEARCHED -> "searched";
            case ADDABLE -> "addable";
            case OVERRIDE_ONLY -> "";
        };
        return "| " + String.join(" | ", List.of(
                name + (parameter.required() ? " (required)" : ""),
                actions.size() == allActions && allActions > 1 ? "all" : String.join(", ", actions),
                parameter.type().word(),
                parameter.defaultValue().map(ReferencePage::value).orElse(""),
                range(parameter),
                automl,
                description(parameter))) + " |\n";
    }

    private static String description(SpecParameter parameter) {
        String unit = parameter.unit().isEmpty() ? "" : " Unit: " + parameter.unit() + ".";
        return cell(parameter.description() + unit);
    }

    private static String range(SpecParameter parameter) {
        if (!parameter.options().isEmpty()) {
            return parameter.options().stream().map(ReferencePage::value).collect(Collectors.joining(", "));
        }
        if (parameter.min().isPresent() && parameter.max().isPresent()) {
            return number(parameter.min()) + " to " + number(parameter.max());
        }
        if (parameter.min().isPresent()) {
            return "at least " + number(parameter.min());
        }
        return parameter.max().isPresent() ? "at most " + number(parameter.max()) : "";
    }

    private static String number(OptionalDouble bound) {
        double value = bound.getAsDouble();
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    private static String value(JsonNode value) {
        String text = value.isTextual() && !value.asText().isBlank() ? value.asText() : value.toString();
        return code(text.length() <= LONGEST_DEFAULT ? text : text.substring(0, LONGEST_DEFAULT - 1) + "…");
    }

    private static String codes(List<String> words) {
        return words.stream().map(ReferencePage::code).collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return "`" + cell(text) + "`";
    }

    /** A text that cannot break a table. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").strip();
    }
}
