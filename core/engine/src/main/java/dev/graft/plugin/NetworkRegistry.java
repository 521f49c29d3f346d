// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.NetworkPlugin;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The networks, and the dataset types with actions of their own, that can be used. Thread safe. */
public interface NetworkRegistry {

    /** The network of that architecture, for example {@code classification_pyt}. */
    Optional<NetworkPlugin> find(String architecture);

    /** All networks, by architecture. */
    Collection<NetworkPlugin> all();

    /** Jars and class folders of the plugin that brings a network, for a worker's class path; absolute. */
    List<Path> classPath(String architecture);

    /** The actions of a dataset type that a plugin brings, for example those of {@code object_detection}. */
    default Optional<DatasetPlugin> findDatasetType(String type) {
        return Optional.empty();
    }

    /** Jars and class folders of the plugin that brings the actions of a dataset type. */
    default List<Path> classPathOfDatasetType(String type) {
        return List.of();
    }

    /** Another number whenever plugins have come or gone, so that what was made with them can be kept until then. */
    default long edition() {
        return 0;
    }
}
