// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.plugin.LoadedPlugin.State;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.SpiVersion;
import dev.graft.storage.DataFolder;
import dev.graft.storage.GraftHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginHostTest {

    @TempDir
    private Path folder;

    private DataFolder data;
    private GraftHome home;
    private PluginHost host;
    private PluginZips zips;

    @BeforeEach
    void makeHost() throws IOException {
        data = new DataFolder(folder.resolve("data"));
        home = new GraftHome(folder.resolve("home"));
        host = new PluginHost(home, data, List.of());
        zips = new PluginZips(Files.createDirectories(folder.resolve("work")));
    }

    @Test
    void withoutFoldersThereIsNoPlugin() {
        host.load();

        assertThat(host.complete()).isTrue();
        assertThat(host.plugins()).isEmpty();
        assertThat(host.all()).isEmpty();
    }

    @Test
    void aPluginBringsItsNetworkFromAClassLoaderOfItsOwn() throws IOException {
        zips.zip(home.plugins(), "alpha", "net_a", "");

        host.load();

        NetworkPlugin network = host.find("net_a").orElseThrow();
        assertThat(network.network().title()).isEqualTo("of the plugin");
        assertThat(network.getClass().getClassLoader()).isNotSameAs(getClass().getClassLoader());
        assertThat(host.plugins()).singleElement().satisfies(plugin -> {
            assertThat(plugin.id()).isEqualTo("alpha");
            assertThat(plugin.version()).isEqualTo("1.2.3");
            assertThat(plugin.architectures()).containsExactly("net_a");
        });
    }

    @Test
    void theJarsOfAPluginLieOnDiskForWorkers() throws IOException {
        zips.zip(home.plugins(), "alpha", "net_a", "");

        host.load();

        assertThat(host.classPath("net_a")).singleElement().satisfies(jar -> assertThat(jar).isRegularFile().hasFileName("alpha.jar"));
        assertThat(host.classPath("unknown")).isEmpty();
    }

    @Test
    void theServersAndTheAdministratorsPluginsAreBothLoaded() throws IOException {
        zips.zip(home.plugins(), "alpha", "net_a", "");
        zips.zip(data.plugins(), "beta", "net_b", "");

        host.load();

        assertThat(host.all()).extracting(plugin -> plugin.network().architecture()).containsExactly("net_a", "net_b");
    }

    @Test
    void ofTwoPluginsWithOneNetworkTheAdministratorsCounts() throws IOException {
        zips.zip(home.plugins(), "alpha", "net_a", "");
        Path own = zips.zip(data.plugins(), "beta", "net_a", "");

        host.load();

        assertThat(host.plugins()).filteredOn(plugin -> plugin.state() == State.LOADED).extracting(LoadedPlugin::file).containsExactly(own);
        assertThat(host.failed()).singleElement().satisfies(plugin -> {
            assertThat(plugin.id()).isEqualTo("alpha");
            assertThat(plugin.cause()).get().asString().contains("another plugin brings network net_a already");
        });
    }

    @Test
    void brokenPluginsAreShownWithTheirCauseAndTheOthersGoOn() throws IOException {
        zips.zip(home.plugins(), "alpha", "net_a", "");
        zips.zip(home.plugins(), "throwing", "net_t", "if (true) throw new IllegalStateException(\"specs.yaml, line 7: no type\");");
        zips.zip(home.plugins(), "linking", "net_l", "if (true) throw new NoClassDefFoundError(\"com/example/Missing\");");
        Files.writeString(home.plugins().resolve("text.zip"), "no zip at all");
        PluginZips.add(home.plugins().resolve("text.zip"), home.plugins().resolve("escaping.zip"), "../../escaped.txt");
        PluginZips.add(home.plugins().resolve("text.zip"), home.plugins().resolve("nameless.zip"), "lib/some.txt");

        host.load();

        assertThat(host.find("net_a")).isPresent();
        assertThat(host.failed()).extracting(plugin -> plugin.file().getFileName().toString()).containsExactlyInAnyOrder(
                "graft-throwing-1.0.zip", "graft-linking-1.0.zip", "text.zip", "escaping.zip", "nameless.zip");
        assertThat(cause("throwing")).contains("specs.yaml, line 7: no type");
        assertThat(cause("linking")).contains("NoClassDefFoundError").contains("com/example/Missing");
        assertThat(cause("text.zip")).contains("no zip");
        assertThat(cause("escaping.zip")).contains("'../../escaped.txt' reaches outside");
        try (Stream<Path> escaped = Files.walk(folder)) {
            assertThat(escaped.filter(file -> file.endsWith("escaped.txt"))).isEmpty();
        }
    }

    @Test
    void ofTwoVersionsOfAPluginOneIsUsed() throws IOException {
        zips.zip(home.plugins(), "alpha", "net_a", "");
        Files.createDirectories(data.plugins());
        Files.copy(home.plugins().resolve("graft-alpha-1.0.zip"), data.plugins().resolve("newer.zip"));

        host.load();

        assertThat(host.plugins()).filteredOn(plugin -> plugin.state() == State.LOADED).singleElement().satisfies(plugin -> {
            assertThat(plugin.file()).hasFileName("newer.zip");
            assertThat(plugin.builtIn()).isFalse();
        });
        assertThat(cause("alpha")).contains("version 1.2.3 of it is used already (newer.zip)");
    }

    @Test
    void aPluginOfAnotherInterfaceIsRefusedWithBothVersions() throws IOException {
        zips.zip(home.plugins(), "alpha", "net_a", "", "plugin.requires=>=99.0.0\n");

        host.load();

        assertThat(cause("alpha")).contains("version >=99.0.0 of the plugin interface").contains("this server has " + SpiVersion.CURRENT);
    }

    @Test
    void filesAloneMakeANetwork() throws IOException {
        zips.filesAlone(data.plugins().resolve("files.zip"), "files", "net_f");

        host.load();

        NetworkPlugin network = host.find("net_f").orElseThrow();
        assertThat(network.network().actions()).containsExactly(Action.TRAIN);
        assertThat(host.classPath("net_f")).isEmpty();
    }

    @Test
    void aFaultInTheFilesIsShownWithItsLine() throws IOException {
        zips.filesAlone(data.plugins().resolve("files.zip"), "files", "Not A Name");

        host.load();

        assertThat(cause("files")).contains("network.yaml").contains("'Not A Name' is no architecture name");
    }

    @Test
    void aPluginThatIsTakenAwayLeavesNoFolderBehind() throws IOException {
        Path zip = zips.zip(home.plugins(), "alpha", "net_a", "");
        host.load();
        Path jar = host.classPath("net_a").get(0);
        Files.delete(zip);

        new PluginHost(home, data, List.of()).load();

        assertThat(jar).doesNotExist();
    }

    private String cause(String id) {
        return host.failed().stream()
                .filter(plugin -> plugin.id().equals(id))
                .findFirst()
                .flatMap(LoadedPlugin::cause)
                .orElse("");
    }
}
