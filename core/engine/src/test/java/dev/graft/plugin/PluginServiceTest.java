// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.plugin.LoadedPlugin.State;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.storage.DataFolder;
import dev.graft.storage.GraftHome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installing and removing while the server runs. */
class PluginServiceTest {

    private static final Caller ADMIN = new Caller(new UUID(0, 1), "acme", Role.ADMIN);
    private static final long MOST = 1 << 20;

    @TempDir
    private Path folder;

    private final List<PluginDependant> dependants = new ArrayList<>();
    private DataFolder data;
    private GraftHome home;
    private PluginHost host;
    private PluginService service;
    private PluginZips zips;
    private Path outside;

    @BeforeEach
    void makeService() throws IOException {
        data = new DataFolder(folder.resolve("data"));
        home = new GraftHome(folder.resolve("home"));
        outside = folder.resolve("outside");
        zips = new PluginZips(Files.createDirectories(folder.resolve("work")));
        host = new PluginHost(home, data, dependants);
        service = new PluginService(host, data, MOST);
    }

    @Test
    void anInstalledPluginIsUsableAtOnceAndAfterARestart() throws IOException {
        host.load();

        LoadedPlugin plugin = install(zips.zip(outside, "alpha", "net_a", ""));

        assertThat(plugin.state()).isEqualTo(State.LOADED);
        assertThat(host.find("net_a")).isPresent();
        assertThat(host.classPath("net_a")).singleElement().satisfies(jar -> assertThat(jar).isRegularFile());
        PluginHost restarted = new PluginHost(home, data, List.of());
        restarted.load();
        assertThat(restarted.plugins()).containsExactlyElementsOf(host.plugins());
        assertNothingIsStaged();
    }

    @Test
    void aRemovedPluginIsGoneWithItsFiles() throws IOException {
        host.load();
        install(zips.zip(outside, "alpha", "net_a", ""));
        Path jar = host.classPath("net_a").get(0);

        LoadedPlugin removed = service.remove(ADMIN, "alpha");

        assertThat(removed.architectures()).containsExactly("net_a");
        assertThat(host.find("net_a")).isEmpty();
        assertThat(host.plugins()).isEmpty();
        assertThat(jar).doesNotExist();
        assertThat(removed.file()).doesNotExist();
    }

    @Test
    void theEditionIsAnotherOneAfterEveryChange() throws IOException {
        long atFirst = host.edition();
        host.load();
        long loaded = host.edition();
        install(zips.zip(outside, "alpha", "net_a", ""));
        long installed = host.edition();
        service.remove(ADMIN, "alpha");

        assertThat(List.of(atFirst, loaded, installed, host.edition())).doesNotHaveDuplicates();
    }

    @Test
    void anotherVersionTakesThePlaceOfTheFirst() throws IOException {
        host.load();
        Path first = install(zips.zip(outside, "alpha", "net_a", "")).file();

        install(zips.zip(outside, "alpha", "net_b", "", "plugin.version=2.0.0\n"));

        assertThat(first).doesNotExist();
        assertThat(host.plugins()).singleElement().satisfies(plugin -> assertThat(plugin.version()).isEqualTo("2.0.0"));
        assertThat(host.find("net_a")).isEmpty();
        assertThat(host.find("net_b")).isPresent();
    }

    @Test
    void aPluginOfTheDistributionStandsBackForAnInstalledOneAndComesBackAfterIt() throws IOException {
        zips.zip(home.plugins(), "alpha", "net_a", "");
        host.load();
        Object builtIn = host.find("net_a").orElseThrow();

        install(zips.zip(outside, "alpha", "net_a", ""));

        assertThat(host.find("net_a")).get().isNotSameAs(builtIn);
        assertThat(host.failed()).singleElement().satisfies(plugin -> assertThat(plugin.builtIn()).isTrue());
        service.remove(ADMIN, "alpha");
        assertThat(host.find("net_a")).isPresent();
        assertThat(host.plugins()).singleElement().satisfies(plugin -> assertThat(plugin.builtIn()).isTrue());
    }

    @Test
    void aPluginOfTheDistributionIsNotRemoved() throws IOException {
        Path zip = zips.zip(home.plugins(), "alpha", "net_a", "");
        host.load();

        assertRefused(() -> service.remove(ADMIN, "alpha"), StandardError.CONFLICT, "comes with the distribution");
        assertRefused(() -> service.remove(ADMIN, "beta"), StandardError.NOT_FOUND, "no plugin beta");
        assertThat(zip).exists();
    }

    @Test
    void aNetworkOfAnotherPluginIsNotTakenOver() throws IOException {
        host.load();
        install(zips.zip(outside, "alpha", "net_a", ""));
        Object before = host.find("net_a").orElseThrow();

        assertRefused(
                () -> install(zips.zip(outside, "beta", "net_a", "")), StandardError.CONFLICT, "another plugin brings network net_a");

        assertThat(host.find("net_a")).get().isSameAs(before);
        assertThat(host.plugins()).hasSize(1);
        assertNothingIsStaged();
    }

    @Test
    void aPluginInUseIsNeitherRemovedNorReplaced() throws IOException {
        host.load();
        install(zips.zip(outside, "alpha", "net_a", ""));
        Object before = host.find("net_a").orElseThrow();
        dependants.add(names -> Optional.of(names).filter(Set.of("net_a")::equals).map(used -> "train job 7 runs"));

        assertRefused(() -> service.remove(ADMIN, "alpha"), StandardError.CONFLICT, "train job 7 runs");
        assertRefused(() -> install(zips.zip(outside, "alpha", "net_a", "", "plugin.version=2.0\n")), StandardError.CONFLICT, "job 7");

        assertThat(host.find("net_a")).get().isSameAs(before);
        assertThat(host.plugins()).singleElement().satisfies(plugin -> {
            assertThat(plugin.version()).isEqualTo("1.2.3");
            assertThat(plugin.file()).exists();
            assertThat(plugin.classPath()).allSatisfy(jar -> assertThat(jar).exists());
        });
        assertNothingIsStaged();
        install(zips.zip(outside, "beta", "net_b", ""));
        assertThat(host.find("net_b")).isPresent();
    }

    @Test
    void whoAsksForANetworkWhileItsRemovalIsDecidedHearsTheDecision() throws Exception {
        host.load();
        install(zips.zip(outside, "alpha", "net_a", ""));
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        dependants.add(names -> {
            CompletableFuture.supplyAsync(() -> host.find("net_a").isPresent()).thenAccept(asked::complete);
            return Optional.of("a job runs");
        });

        assertRefused(() -> service.remove(ADMIN, "alpha"), StandardError.CONFLICT, "a job runs");

        assertThat(asked.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aBrokenPluginIsRefusedWithItsCauseAndTheOldVersionStays() throws IOException {
        host.load();
        install(zips.zip(outside, "alpha", "net_a", ""));

        assertRefused(
                () -> install(zips.zip(outside, "alpha", "net_a", "if (true) throw new IllegalStateException(\"specs.yaml, line 7\");")),
                StandardError.INVALID_ARCHIVE,
                "specs.yaml, line 7");

        assertThat(host.find("net_a")).isPresent();
        assertThat(host.failed()).isEmpty();
        assertNothingIsStaged();
    }

    @Test
    void whatIsNoPluginIsRefused() throws IOException {
        host.load();
        Path nameless = outside.resolve("nameless.zip");
        PluginZips.add(Files.writeString(Files.createDirectories(outside).resolve("text.txt"), "text"), nameless, "readme.txt");
        Path escaping = outside.resolve("escaping.zip");
        PluginZips.add(outside.resolve("text.txt"), escaping, "../escaped.txt");

        assertRefused(() -> install(outside.resolve("text.txt")), StandardError.INVALID_ARCHIVE, "no zip file");
        assertRefused(() -> install(nameless), StandardError.INVALID_ARCHIVE, "plugin.properties");
        assertRefused(() -> install(escaping), StandardError.INVALID_ARCHIVE, "reaches outside");
        assertRefused(
                () -> install(zips.zip(outside, "alpha", "net_a", "", "plugin.id=../alpha\n")),
                StandardError.INVALID_ARCHIVE,
                "plugin.id is '../alpha'");
        assertRefused(
                () -> service.install(ADMIN, new ByteArrayInputStream(new byte[(int) MOST + 1])),
                StandardError.TOO_LARGE,
                "more than " + MOST);

        assertThat(host.plugins()).isEmpty();
        assertNothingIsStaged();
    }

    @Test
    void membersInstallAndRemoveNothing() {
        Caller member = new Caller(new UUID(0, 2), "acme", Role.MEMBER);
        assertRefused(() -> service.install(member, InputStream.nullInputStream()), StandardError.FORBIDDEN, "needs admin");
        assertRefused(() -> service.remove(member, "alpha"), StandardError.FORBIDDEN, "needs admin");
    }

    private LoadedPlugin install(Path zip) throws IOException {
        try (InputStream in = Files.newInputStream(zip)) {
            return service.install(ADMIN, in);
        }
    }

    /** What is unpacked belongs to plugins that are there, and nothing is left of what was refused. */
    private void assertNothingIsStaged() throws IOException {
        assertThat(data.staging()).isEmptyDirectory();
        Path cache = data.root().resolve("cache/plugins");
        if (Files.isDirectory(cache)) {
            try (Stream<Path> folders = Files.list(cache)) {
                assertThat(folders.count()).isEqualTo(host.plugins().size());
            }
        }
    }

    private static void assertRefused(ThrowingCallable call, StandardError code, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(GraftException.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
