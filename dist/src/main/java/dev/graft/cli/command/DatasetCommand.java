// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.ExitCode;
import dev.graft.cli.client.DatasetPull;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.output.Progress;
import dev.graft.cli.output.Quantities;
import dev.graft.cli.output.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft dataset}. */
@Command(name = "dataset", description = "Datasets: create, upload, list, show, update, delete.")
public final class DatasetCommand {

    private static final OwnerKind DATASET = OwnerKind.DATASET;

    @Command(description = "Lists datasets, newest first.")
    int list(
            @Mixin Connection connection,
            @Mixin Output output,
            @Mixin Paging paging,
            @Option(names = "--type", description = "Only datasets of this type; !TYPE for all others.") String type,
            @Option(names = "--format", description = "Only datasets of this format; !FORMAT for all others.") String format,
            @Option(names = "--name", description = "Only datasets of this name.") String name) {
        Map<String, String> query = paging.query();
        Fields.put(query, "type", type);
        Fields.put(query, "format", format);
        Fields.put(query, "name", name);
        JsonNode answer = connection.api().list(DATASET, query);
        output.printTable(answer, () -> {
            Table table = new Table("ID", "NAME", "TYPE", "FORMAT", "STATUS", "LAST MODIFIED");
            answer.forEach(dataset -> table.row(
                    Fields.text(dataset, "id"),
                    Fields.text(dataset, "name"),
                    Fields.text(dataset, "type"),
                    Fields.text(dataset, "format"),
                    Fields.text(dataset, "status"),
                    Fields.text(dataset, "last_modified")));
            return table;
        });
        return ExitCode.OK;
    }

    @Command(description = "Creates a dataset, and fills it with --upload.")
    int create(
            @Mixin Connection connection,
            @Mixin Output output,
            @Option(names = "--type", required = true, description = "Such as image_classification.") String type,
            @Option(names = "--format", required = true, description = "Such as classification_pyt.") String format,
            @Option(names = "--name") String name,
            @Option(names = "--description") String description,
            @Option(names = "--upload", paramLabel = "ARCHIVE", description = "A tar, tar.gz or zip to send at once.") Path archive) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", type).put("format", format);
        Fields.put(body, "name", name);
        Fields.put(body, "description", description);
        GraftApi api = connection.api();
        JsonNode dataset = api.create(DATASET, body);
        if (archive != null) {
            dataset = send(api, dataset.path("id").asText(), archive, output);
        }
        return printed(dataset, output);
    }

    @Command(description = "Shows one dataset.")
    int show(@Mixin Connection connection, @Mixin Output output, @Parameters(paramLabel = "ID") String id) {
        JsonNode dataset = connection.api().get(DATASET, id);
        output.printTable(dataset, () -> Fields.table(dataset));
        return ExitCode.OK;
    }

    @Command(description = "Changes the name or the description.")
    int update(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--name") String name,
            @Option(names = "--description") String description) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        Fields.put(body, "name", name);
        Fields.put(body, "description", description);
        JsonNode dataset = connection.api().change(DATASET, id, body);
        output.printTable(dataset, () -> Fields.table(dataset));
        return ExitCode.OK;
    }

    @Command(
            description = "Sends an archive (tar, tar.gz or zip) and waits until it is unpacked and checked.")
    int upload(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "ID") String id,
            @Parameters(paramLabel = "ARCHIVE") Path archive) {
        return printed(send(connection.api(), id, archive, output), output);
    }

    @Command(description = "Deletes a dataset and its files.")
    int delete(@Mixin Connection connection, @Mixin Output output, @Parameters(paramLabel = "ID") String id) {
        JsonNode deleted = connection.api().delete(DATASET, id);
        output.print(deleted, () -> "Deleted dataset " + id + ".");
        return ExitCode.OK;
    }

    @Command(description = "Prints the JSON Schema of an action's specs.")
    int schema(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "ID") String id,
            @Parameters(paramLabel = "ACTION") String action) {
        JsonNode schema = connection.api().schema(DATASET, id, action);
        output.print(schema, schema::toPrettyString);
        return ExitCode.OK;
    }

    private static int printed(JsonNode dataset, Output output) {
        output.print(dataset, () -> "Dataset " + Fields.text(dataset, "id") + " is " + Fields.text(dataset, "status") + ".");
        return "invalid_pull".equals(dataset.path("status").asText()) ? ExitCode.FAILED : ExitCode.OK;
    }

    private static JsonNode send(GraftApi api, String id, Path archive, Output output) {
        long size = size(archive);
        try (Progress progress = Progress.ofBytes("upload", size)) {
            api.upload(id, archive, progress::at);
            progress.say(Quantities.bytes(size));
        }
        JsonNode dataset = new DatasetPull(api, id).await();
        DatasetPull.reason(dataset).ifPresent(reason -> output.err().println("graft: the dataset is not valid: " + reason));
        return dataset;
    }

    private static long size(Path archive) {
        try {
            return Files.size(archive);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + archive + " cannot be read", e);
        }
    }
}
