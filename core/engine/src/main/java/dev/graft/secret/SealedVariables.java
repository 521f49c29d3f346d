// SPDX-License-Identifier: Apache-2.0
package dev.graft.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Environment variables, sealed as one. */
public final class SealedVariables {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SealedVariables() {}

    /** Seals variables by name. */
    public static Sealed seal(Vault vault, UUID owner, Map<String, String> variables) {
        try {
            return vault.seal(owner, JSON.writeValueAsString(new TreeMap<>(variables)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written as JSON", e);
        }
    }

    /** Opens them again. */
    public static Map<String, String> open(Vault vault, UUID owner, Sealed sealed) {
        try {
            return JSON.readValue(vault.open(owner, sealed), new TypeReference<TreeMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("sealed variables are no JSON object of texts", e);
        }
    }
}
