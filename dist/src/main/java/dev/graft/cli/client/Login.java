// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a login gives.
 *
 * @param userId the user's id
 * @param token the token for further requests; a secret, so {@code toString} leaves it out
 */
public record Login(String userId, String token) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Trades an API key for a token. */
    public static Login with(HttpApi api, String apiKey) {
        JsonNode answer = api.send("POST", "/api/v1/login", JsonNodeFactory.instance.objectNode().put("ngc_api_key", apiKey));
        return new Login(answer.path("user_id").asText(), answer.path("token").asText());
    }

    /**
     * The organisations that the token names. It is read, not verified: it is the server that has to trust it.
     *
     * @return empty if the token is not one of Graft's
     */
    public List<String> organisations() {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return List.of();
        }
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            Iterable<String> names = () -> claims.path("orgs").fieldNames();
            return StreamSupport.stream(names.spliterator(), false).sorted().toList();
        } catch (IOException | IllegalArgumentException e) {
            return List.of();
        }
    }

    @Override
    public String toString() {
        return "Login[userId=" + userId + "]";
    }
}
