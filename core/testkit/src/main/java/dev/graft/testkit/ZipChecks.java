// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.spi.ActionProvider;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The checks of a plugin's zip, over the zip itself.
 *
 * @param zip where it lies
 * @param opened the same, loaded
 * @param provided what the kit that asks is about: the plugin's networks, or its dataset types
 */
record ZipChecks(Path zip, OpenedPlugin opened, Function<OpenedPlugin, List<? extends ActionProvider>> provided) {

    private static final int MOST_COLLECTIONS = 20;

    void bringsNothingOfTheHost() throws IOException {
        assertThat(opened.classFiles()).as("classes of the host in the zip; mark those dependencies as provided")
                .noneMatch(name -> Stream.of("dev/graft/spi/", "org/pf4j/", "com/fasterxml/", "org/slf4j/").anyMatch(name::startsWith));
    }

    void loadsAgain() throws IOException {
        try (OpenedPlugin again = OpenedPlugin.open(zip)) {
            assertThat(provided.apply(again)).hasSameSizeAs(provided.apply(opened)).allSatisfy(found -> found.rules()
                    .forEach(rule -> assertThat(found.specs(rule.action()).jsonSchema()).isNotEmpty()));
        }
    }

    void leavesNoClassLoaderBehind() throws IOException {
        WeakReference<ClassLoader> loader = openAndClose();
        for (int attempt = 0; attempt < MOST_COLLECTIONS && loader.get() != null; attempt++) {
            System.gc();
        }
        assertThat(loader.get()).as("class loader of the unloaded plugin").isNull();
    }

    private WeakReference<ClassLoader> openAndClose() throws IOException {
        try (OpenedPlugin again = OpenedPlugin.open(zip)) {
            provided.apply(again).forEach(found -> found.rules().forEach(rule -> found.specs(rule.action()).jsonSchema()));
            return new WeakReference<>(again.classLoader());
        }
    }
}
