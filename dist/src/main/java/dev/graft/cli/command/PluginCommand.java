// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Surroundings;
import dev.graft.cli.output.Table;
import dev.graft.cli.plugin.PluginFile;
import dev.graft.cli.plugin.ReferencePage;
import dev.graft.cli.plugin.ReferencePages;
import dev.graft.cli.plugin.Skeleton;
import dev.graft.testkit.PluginVerification;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code graft plugin}. */
@Command(name = "plugin", description = "Plugins: list, install, remove, new, verify, reference.")
public final class PluginCommand {

    @Spec
    private CommandSpec spec;

    private final Surroundings surroundings;

    public PluginCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

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

    @Command(description = "Installs a plugin on the running server, in place of another version of it; for administrators.")
    int install(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "PLUGIN", description = "Its zip, or the folder of a plugin of files alone.") Path plugin)
            throws IOException {
        try (PluginFile file = PluginFile.of(plugin)) {
            JsonNode installed =
                    connection.http().upload("/api/v1/plugins", "application/zip", BodyPublishers.ofFile(file.zip()));
            output.print(installed, () -> "Installed plugin " + Fields.text(installed, "id") + " " + Fields.text(installed, "version")
                    + "; it brings " + brought(installed) + ".");
            return ExitCode.OK;
        }
    }

    private static String brought(JsonNode plugin) {
        return Stream.of("network_archs", "dataset_types")
                .flatMap(field -> plugin.path(field).valueStream())
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    @Command(description = "Removes a plugin from the running server; for administrators.")
    int remove(@Mixin Connection connection, @Mixin Output output, @Parameters(paramLabel = "ID") String id) {
        JsonNode removed = connection.http().send("DELETE", "/api/v1/plugins/" + id);
        output.print(removed, () -> "Removed plugin " + id + " " + Fields.text(removed, "version") + ".");
        return ExitCode.OK;
    }

    @Command(name = "new", description = "Writes a new plugin project that builds, passes the kit and trains; to be changed into yours.")
    int create(
            @Parameters(paramLabel = "NAME", description = "Name of the network, such as my_net.") String name,
            @Option(names = "--yaml", description = "A plugin of files alone, whose actions are commands, instead of one in Java.")
            boolean yaml,
            @Option(names = "--package", paramLabel = "PACKAGE", description = "Package of the classes (default: org.example.NAME).")
            String javaPackage,
            @Option(names = "--into", paramLabel = "FOLDER", description = "Folder to write (default: NAME).") Path into)
            throws IOException {
        Path target = Optional.ofNullable(into).orElse(Path.of(name));
        String packageName = Optional.ofNullable(javaPackage).orElse("org.example." + name.replace("_", ""));
        new Skeleton(home(), yaml ? Skeleton.Form.YAML : Skeleton.Form.JAVA).write(name, packageName, target);
        out().println("Wrote " + target + ". Next: " + (yaml
                ? "graft plugin verify " + target + " && graft plugin install " + target
                : "mvn -f " + target.resolve("pom.xml") + " verify && graft plugin install " + target.resolve("target")
                        .resolve(name.replace('_', '-') + "-1.0.0.zip")));
        return ExitCode.OK;
    }

    @Command(description = "Checks a plugin against the contract, without a server; 1 if it does not keep it.")
    int verify(
            @Parameters(paramLabel = "PLUGIN", description = "Its zip, or the folder of a plugin of files alone.") Path plugin,
            @Option(names = "--quiet", description = "Print what is wrong only.") boolean quiet)
            throws IOException {
        try (PluginFile file = PluginFile.of(plugin)) {
            PluginVerification verification = verify(file.zip(), plugin);
            for (PluginVerification.Finding finding : verification.findings()) {
                if (finding.fault().isPresent()) {
                    out().println("FAILED  " + finding.name() + ": " + finding.check());
                    finding.fault().get().lines().forEach(line -> out().println("        " + line));
                } else if (!quiet) {
                    out().println("passed  " + finding.name() + ": " + finding.check());
                }
            }
            long faults = verification.findings().stream().filter(finding -> finding.fault().isPresent()).count();
            out().println(verification.id() + " " + verification.version() + ": " + verification.findings().size() + " checks, "
                    + faults + " failed.");
            return faults == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static PluginVerification verify(Path zip, Path plugin) {
        try {
            return PluginVerification.of(zip);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new CommandFailure(ExitCode.FAILED, "The plugin " + plugin + " cannot be loaded: " + e.getMessage());
        }
    }

    @Command(description = "Writes the reference pages of plugins in Markdown: actions and parameters.")
    int reference(
            @Parameters(paramLabel = "PLUGIN", arity = "0..*", description = "Zips (default: those of the distribution).")
            List<Path> plugins,
            @Option(names = "--out", paramLabel = "FOLDER", description = "Where to (default: the standard output).") Path folder)
            throws IOException {
        List<ReferencePage> pages = ReferencePages.of(plugins == null || plugins.isEmpty() ? ofDistribution() : plugins);
        if (folder == null) {
            pages.forEach(page -> out().println(page.text()));
        } else {
            ReferencePages.write(pages, folder);
            out().println("Wrote " + pages.size() + " pages to " + folder + ".");
        }
        return ExitCode.OK;
    }

    private List<Path> ofDistribution() throws IOException {
        try (Stream<Path> files = Files.list(home().resolve("plugins"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".zip")).sorted().toList();
        }
    }

    private Path home() {
        return surroundings.graftHome()
                .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "There is no distribution; run it through bin/graft."));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
