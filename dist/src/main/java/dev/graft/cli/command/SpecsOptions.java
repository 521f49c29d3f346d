// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.graft.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The specs of a job: a file, single values on top of it, or nothing for the network's defaults. */
final class SpecsOptions {

    /** YAML is a superset of JSON, so one reader takes both kinds of files. */
    private static final ObjectMapper YAML = new YAMLMapper();

    @Option(names = "--specs", paramLabel = "FILE", description = "JSON or YAML file of specs; what it leaves out has its default.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "One parameter by its dotted name, such as train.num_epochs=5; over the file. May be given several times.")
    private List<String> settings = List.of();

    ObjectNode specs() {
        ObjectNode specs = file == null ? YAML.createObjectNode() : read();
        settings.forEach(setting -> set(specs, setting));
        return specs;
    }

    private ObjectNode read() {
        try {
            if (YAML.readTree(file.toFile()) instanceof ObjectNode specs) {
                return specs;
            }
        } catch (JsonProcessingException e) {
            throw new CommandFailure(ExitCode.USAGE, "The specs file " + file + " is neither JSON nor YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "The specs file " + file + " cannot be read: " + e.getMessage());
        }
        throw new CommandFailure(ExitCode.USAGE, "The specs file " + file + " must hold an object (names and values).");
    }

    private static void set(ObjectNode specs, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--set '" + setting + "' must have the form NAME=VALUE.");
        }
        String[] path = setting.substring(0, equals).split("\\.");
        ObjectNode parent = specs;
        for (int depth = 0; depth < path.length - 1; depth++) {
            parent = child(parent, path[depth], setting);
        }
        parent.set(path[path.length - 1], value(setting.substring(equals + 1)));
    }

    private static ObjectNode child(ObjectNode parent, String name, String setting) {
        JsonNode child = parent.get(name);
        if (child == null) {
            return parent.putObject(name);
        }
        if (child instanceof ObjectNode object) {
            return object;
        }
        throw new CommandFailure(ExitCode.USAGE, "--set '" + setting + "': " + name + " is already set to " + child + ".");
    }

    private static JsonNode value(String text) {
        try {
            JsonNode value = YAML.readTree(text);
            return value.isMissingNode() ? YAML.getNodeFactory().textNode(text) : value;
        } catch (JsonProcessingException e) {
            return YAML.getNodeFactory().textNode(text);
        }
    }
}
