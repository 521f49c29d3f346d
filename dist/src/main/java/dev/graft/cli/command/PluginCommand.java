// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.cli.ExitCode;
import dev.graft.cli.output.Table;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code graft plugin}. */
@Command(name = "plugin", description = "Plugins: list.")
public final class PluginCommand {

    @Command(description = "Lists the plugins that the server found, loaded or not.")
    int list(@Mixin Connection connection, @Mixin Output output) {
        JsonNode plugins = connection.http().get("/api/v1/plugins", Map.of());
        output.printTable(plugins, () -> {
            Table table = new Table("ID", "VERSION", "STATE", "CAUSE");
            plugins.forEach(plugin -> table.row(
                    Fields.text(plugin, "id"),
                    Fields.text(plugin, "version"),
                    Fields.text(plugin, "state"),
                    Fields.text(plugin, "cause")));
            return table;
        });
        return ExitCode.OK;
    }
}
