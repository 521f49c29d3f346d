// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.NetworkPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The contract of a plugin, checked over its zip without a test runner: what {@code graft plugin verify} does. Needs no server.
 *
 * @param id the plugin's id
 * @param version its version
 * @param findings one for every check of every network and dataset type that it brings, in the order of the checks
 */
public record PluginVerification(String id, String version, List<Finding> findings) {

    /**
     * What came of one check.
     *
     * @param name the network or the dataset type
     * @param check what is expected, as a sentence
     * @param fault what was seen instead; empty if all is well
     */
    public record Finding(String name, String check, Optional<String> fault) {
        public Finding {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(check, "check");
            Objects.requireNonNull(fault, "fault");
        }
    }

    public PluginVerification {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
        findings = List.copyOf(findings);
    }

    /** Whether it keeps the contract. */
    public boolean passed() {
        return findings.stream().allMatch(finding -> finding.fault().isEmpty());
    }

    /**
     * Checks a plugin.
     *
     * @throws IOException if the file is no zip
     * @throws RuntimeException what pf4j or the plugin itself says if it cannot be loaded
     */
    public static PluginVerification of(Path zip) throws IOException {
        try (OpenedPlugin plugin = OpenedPlugin.open(zip)) {
            List<Finding> findings = new ArrayList<>();
            for (NetworkPlugin network : plugin.networks()) {
                findings.addAll(check(
                        network.network().architecture(), folder -> new ZippedNetworkKit(zip, plugin, network, folder)));
            }
            for (DatasetPlugin type : plugin.datasetTypes()) {
                findings.addAll(check(type.dataset().type(), folder -> new ZippedDatasetKit(zip, plugin, type, folder)));
            }
            return new PluginVerification(plugin.descriptor().getPluginId(), plugin.descriptor().getVersion(), findings);
        }
    }

    private static List<Finding> check(String name, Function<Path, ActionProviderKit> kits) throws IOException {
        Path folder = Files.createTempDirectory("graft-verify-");
        try {
            ActionProviderKit kit = kits.apply(folder);
            List<Finding> findings = new ArrayList<>();
            for (Method check : checks(kit.getClass())) {
                findings.add(new Finding(name, sentence(check.getName()), run(check, kit)));
            }
            return findings;
        } finally {
            delete(folder);
        }
    }

    private static List<Method> checks(Class<?> kit) {
        return Stream.<Class<?>>iterate(kit, type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static Optional<String> run(Method check, ActionProviderKit kit) {
        try {
            check.invoke(kit);
            return Optional.empty();
        } catch (InvocationTargetException e) {
            Throwable fault = e.getCause();
            boolean said = fault instanceof AssertionError && fault.getMessage() != null;
            return Optional.of(said ? fault.getMessage().strip() : fault.toString());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a check of the kit cannot be called", e);
        }
    }

    /** {@code theDefaultsAreValid} as words. */
    private static String sentence(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder " + folder + " cannot be removed", e);
        }
    }
}
