// SPDX-License-Identifier: Apache-2.0
package dev.graft.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The JAX-RS application; its resources and providers are found by scanning. */
@ApplicationPath("/api/v1")
public class Api extends Application {

    /**
     * Settings that only Jersey knows, by name so that other implementations ignore them: no WADL in OPTIONS responses, and no buffer
     * that would hold back the lines of a followed log.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.server.contentLength.buffer", 0);
    }
}
