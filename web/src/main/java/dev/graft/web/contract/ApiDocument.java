// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What the server offers, as OpenAPI 3.0: the contract of the Transfer Learning API 5.3.0 with Graft's additions, each marked
 * {@code x-additive}. The same file is served at {@code /openapi}, so that what is promised is what is checked.
 */
@ApplicationScoped
public class ApiDocument {

    private static final String RESOURCE = "/META-INF/openapi.json";

    private final ObjectNode document;

    public ApiDocument() {
        try (InputStream in = ApiDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing in the archive of " + ApiDocument.class.getPackageName());
            }
            this.document = (ObjectNode) new ObjectMapper().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", unreadable);
        }
    }

    /** The whole document; a copy. */
    public ObjectNode document() {
        return document.deepCopy();
    }

    /** The version of the contract, such as {@code 5.3.0}. */
    public String version() {
        return document.at("/info/version").asText();
    }
}
