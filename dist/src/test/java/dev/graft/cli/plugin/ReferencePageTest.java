// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.spi.described.DescribedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencePageTest {

    @TempDir
    private Path folder;

    private String page;

    @BeforeEach
    void writePage() throws IOException {
        Files.writeString(folder.resolve("network.yaml"), """
                architecture: net_f
                title: A network of files
                domain: vision
                datasets: {type: table, formats: [default]}
                key_metric: {name: rmse, goal: minimize}
                automl: true
                actions:
                  train: {datasets: [train], command: [sh]}
                  evaluate: {parents: [train], needs_parent: true, command: [sh]}
                """);
        Files.writeString(folder.resolve("specs.yaml"), """
                blocks:
                  model:
                    model.kind: {type: ordered, default: "a|b", options: ["a|b", c], description: Which one.}
                actions:
                  train:
                    blocks: [model]
                    parameters:
                      train.rate: {type: number, default: 0.1, min: 0, max: 1, automl: searched, popular: true, unit: steps, description: How far.}
                      train.secret: {hidden: true}
                  evaluate:
                    blocks: [model]
                    parameters:
                      model.size: {type: integer, min: 4, required: true, description: Its size.}
                """);
        page = ReferencePage.of(DescribedNetwork.in(folder)).text();
    }

    @Test
    void whoTheNetworkIsStandsFirst() {
        assertThat(page.lines()).contains(
                "# net_f",
                "A network of files.",
                "| datasets | `table`, format `default` |",
                "| key metric | `rmse`, minimize |",
                "| search over hyperparameters (AutoML) | yes |",
                "| `train` |  | train |",
                "| `evaluate` | `train` |  |");
    }

    @Test
    void everyParameterHasARowWithAllThatItsFileSays() {
        assertThat(page.lines()).contains(
                "| **`train.rate`** | train | number | `0.1` | 0 to 1 | searched | How far. Unit: steps. |",
                "| `model.size` (required) | evaluate | integer |  | at least 4 |  | Its size. |");
    }

    @Test
    void aSharedParameterStandsThereOnceAndCannotBreakTheTable() {
        assertThat(page.lines()).filteredOn(line -> line.contains("model.kind"))
                .containsExactly("| `model.kind` | all | ordered | `a\\|b` | `a\\|b`, `c` |  | Which one. |");
    }

    @Test
    void whatTheServerFillsIsNotShown() {
        assertThat(page).doesNotContain("secret");
    }

    @Test
    void theIndexListsThePages() throws IOException {
        Path out = folder.resolve("out");
        ReferencePages.write(List.of(new ReferencePage("net_f", "A network of files", "# net_f\n")), out);
        assertThat(out.resolve("net_f.md")).hasContent("# net_f");
        assertThat(out.resolve("README.md")).content().contains("| [net_f](net_f.md) | A network of files |");
    }
}
