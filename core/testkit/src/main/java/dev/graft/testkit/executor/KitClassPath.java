// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.spi.worker.WorkerJob;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class path that {@link KitWorker} needs. */
public final class KitClassPath {

    private KitClassPath() {}

    /** Jars and folders, absolute. */
    public static List<Path> entries() {
        return Stream.of(KitWorker.class, WorkerJob.class, ObjectMapper.class, JsonFactory.class, JsonProperty.class)
                .map(KitClassPath::of)
                .toList();
    }

    /** The jar or folder that a class comes from. */
    public static Path of(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of " + type + " is no path", e);
        }
    }
}
