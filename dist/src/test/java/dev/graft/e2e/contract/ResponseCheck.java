// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a response is as the description says. A success has a documented status, media type and body. A refusal may have an
 * undocumented status of the usual ones, but always an ErrorRsp. A status of 500 or more is never right. Thread-safe.
 */
public final class ResponseCheck {

    private static final Set<Integer> USUAL = Set.of(400, 401, 403, 404, 405, 406, 408, 409, 410, 412, 413, 414, 415, 416, 422, 429, 431, 460);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiDescription api;
    private final Models models;

    public ResponseCheck(ApiDescription api) {
        this.api = api;
        this.models = new Models(api);
    }

    /**
     * Everything that is wrong with a response of the API.
     *
     * @param path of the request, without its query
     * @param contentType empty if the response has none
     */
    public List<String> faults(String method, String path, int status, Optional<String> contentType, byte[] body) {
        List<String> faults = new ArrayList<>();
        if (status >= 500) {
            faults.add("status " + status);
        } else if (status >= 400) {
            refusal(method, status, contentType, body, faults);
        } else if (method.equals("HEAD")) {
            if (body.length > 0) {
                faults.add("HEAD is answered with a body");
            }
        } else {
            api.find(method, path).ifPresent(operation -> success(operation, status, contentType, body, faults));
        }
        return faults;
    }

    private void refusal(String method, int status, Optional<String> contentType, byte[] body, List<String> faults) {
        if (!USUAL.contains(status)) {
            faults.add("status " + status + " is not one of " + USUAL);
        }
        if (method.equals("HEAD")) {
            return;
        }
        if (!isJson(contentType)) {
            faults.add("a refusal of type " + contentType.orElse("(none)"));
            return;
        }
        json(body, faults).ifPresent(error -> {
            faults.addAll(models.faults(api.model("ErrorRsp"), error));
            if (!error.path("error_code").isInt() || error.path("error_desc").asText().isBlank()) {
                faults.add("a refusal without a code or a description: " + error);
            }
        });
    }

    private void success(ApiOperation operation, int status, Optional<String> contentType, byte[] body, List<String> faults) {
        if (status == 304) {
            return;
        }
        Map<String, JsonNode> content = operation.responses().get(status);
        if (content == null) {
            faults.add("status " + status + " is not documented for " + operation);
        } else if (isJson(contentType) && !content.isEmpty()) {
            JsonNode schema = content.get("application/json");
            if (schema == null) {
                faults.add("JSON is not among the documented media types " + content.keySet());
            } else {
                json(body, faults).ifPresent(value -> faults.addAll(models.faults(schema, value)));
            }
        } else if (!content.isEmpty() && content.keySet().stream().noneMatch(type -> contentType.orElse("").startsWith(type))) {
            faults.add("media type " + contentType.orElse("(none)") + " instead of " + content.keySet());
        }
    }

    private static Optional<JsonNode> json(byte[] body, List<String> faults) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(value -> !value.isMissingNode());
        } catch (IOException e) {
            faults.add("no JSON: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isJson(Optional<String> contentType) {
        return contentType.orElse("").startsWith("application/json");
    }
}
