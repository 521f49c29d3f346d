// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation.
 *
 * @param id its operationId
 * @param method in capitals
 * @param path its template, such as {@code /api/v1/orgs/{org_name}/datasets}
 * @param parameters of its path, query and headers
 * @param body the schemas of its body by media type; empty if it takes none
 * @param bodyRequired whether the body must be sent
 * @param responses the schemas of its responses by status and media type
 */
public record ApiOperation(
        String id,
        String method,
        String path,
        List<ApiParameter> parameters,
        Map<String, JsonNode> body,
        boolean bodyRequired,
        Map<Integer, Map<String, JsonNode>> responses) {

    private static final String JSON = "application/json";
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z_]+)}");

    public ApiOperation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        parameters = List.copyOf(parameters);
        body = Map.copyOf(body);
        responses = Map.copyOf(responses);
    }

    /** The path with its parameters filled in, as they are. */
    public String path(Map<String, String> values) {
        return PARAMETER.matcher(path).replaceAll(name -> Matcher.quoteReplacement(
                Objects.requireNonNull(values.get(name.group(1)), () -> id + " needs a " + name.group(1))));
    }

    /** The schema of a JSON body. */
    public Optional<JsonNode> jsonBody() {
        return Optional.ofNullable(body.get(JSON));
    }

    /** The documented status of success. */
    public int success() {
        return responses.keySet().stream().filter(status -> status < 300).min(Integer::compare).orElseThrow();
    }

    /** The documented statuses of refusals. */
    public Set<Integer> errors() {
        Set<Integer> errors = new TreeSet<>(responses.keySet());
        errors.removeIf(status -> status < 400);
        return errors;
    }

    /** Its parameters in the path, the query or the headers. */
    public List<ApiParameter> parameters(String in) {
        return parameters.stream().filter(parameter -> parameter.in().equals(in)).toList();
    }

    /** Whether its path names an organisation. */
    public boolean ofOrganisation() {
        return path.contains("{org_name}");
    }

    /** Whether it leaves everything as it is. */
    public boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Whether it is for the worker of a job, with that job's token. */
    public boolean forWorkers() {
        return path.contains("{job_id}") && responses.containsKey(401);
    }

    /** Whether its answers come bit by bit for as long as something happens. */
    public boolean streams() {
        return responses.values().stream().anyMatch(content -> content.containsKey("text/event-stream"));
    }

    boolean matches(String requested) {
        StringBuilder regex = new StringBuilder();
        int end = 0;
        for (Matcher name = PARAMETER.matcher(path); name.find(); end = name.end()) {
            regex.append(Pattern.quote(path.substring(end, name.start()))).append("[^/]+");
        }
        return requested.matches(regex + Pattern.quote(path.substring(end)));
    }

    /** How many characters of the template stand for themselves. */
    int literals() {
        return PARAMETER.matcher(path).replaceAll("").length();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
