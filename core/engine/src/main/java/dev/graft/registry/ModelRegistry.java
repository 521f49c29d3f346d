// SPDX-License-Identifier: Apache-2.0
package dev.graft.registry;

import dev.graft.registry.ModelCard.Publication;
import java.nio.file.Path;
import java.util.List;

/** Where models are published to. */
public interface ModelRegistry {

    /**
     * Publishes a model as the next version of its name; complete or not at all. A job that was published under the name before is not
     * published again: its version is returned.
     *
     * @param files the model's files; they are read and left as they are
     * @throws dev.graft.spi.error.GraftException DISK_FULL if they cannot be stored, REMOTE_FAILED if a remote registry refuses
     */
    ModelReference publish(Publication publication, List<Path> files);
}
