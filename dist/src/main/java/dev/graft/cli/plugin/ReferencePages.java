// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.plugin;

import dev.graft.testkit.OpenedPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The reference pages of plugins, and a page that lists them. */
public final class ReferencePages {

    private static final String INDEX = """
            # Networks

            The parameters of each network, generated from the spec files of its plugin. The same facts as JSON Schema:
            `GET /api/v1/orgs/{org}/experiments/{id}/specs/{action}/schema`.

            | | |
            | --- | --- |
            """;

    private ReferencePages() {}

    /** The pages of all that plugins bring, by their names. */
    public static List<ReferencePage> of(List<Path> zips) throws IOException {
        List<ReferencePage> pages = new ArrayList<>();
        for (Path zip : zips) {
            try (OpenedPlugin plugin = OpenedPlugin.open(zip)) {
                plugin.networks().forEach(network -> pages.add(ReferencePage.of(network)));
                plugin.datasetTypes().forEach(type -> pages.add(ReferencePage.of(type)));
            }
        }
        pages.sort(Comparator.comparing(ReferencePage::name));
        return pages;
    }

    /** Writes the pages and {@code README.md}, which lists them, into a folder that may exist. */
    public static void write(List<ReferencePage> pages, Path folder) throws IOException {
        Files.createDirectories(folder);
        StringBuilder index = new StringBuilder(INDEX);
        for (ReferencePage page : pages) {
            Files.writeString(folder.resolve(page.name() + ".md"), page.text());
            index.append("| [").append(page.name()).append("](").append(page.name()).append(".md) | ").append(page.title()).append(" |\n");
        }
        Files.writeString(folder.resolve("README.md"), index);
    }
}
