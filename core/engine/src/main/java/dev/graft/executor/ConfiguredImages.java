// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** The images of the configuration: {@code graft.container.images.<key>} for each key that container forms use. */
public final class ConfiguredImages {

    private static final String PREFIX = "graft.container.images.";

    private ConfiguredImages() {}

    /** Image references by their keys; environment variables such as {@code GRAFT_CONTAINER_IMAGES_PYTORCH} are understood. */
    public static Map<String, String> of(Config config) {
        Map<String, String> images = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            String key = name.toLowerCase(Locale.ROOT).replace("graft_container_images_", PREFIX);
            if (key.startsWith(PREFIX)) {
                config.getOptionalValue(name, String.class).ifPresent(image -> images.put(key.substring(PREFIX.length()), image));
            }
        }
        return images;
    }
}
