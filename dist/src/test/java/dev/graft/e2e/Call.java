// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import dev.graft.e2e.contract.ApiOperation;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request of an operation, with everything but the credential of a user. Immutable.
 *
 * @param operation what is asked
 * @param path values of the path's parameters
 * @param query values of the query's parameters, encoded
 * @param headers further headers
 * @param body its bytes
 * @param worker makes the token of the job in the path, with which it is sent; empty to send it as a user
 */
record Call(
        ApiOperation operation,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        Optional<TokenForge> worker) {

    Call {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A request to the suite's organisation without anything. */
    static Call of(ApiOperation operation) {
        return new Call(operation, Map.of("org_name", TestServer.ORG), Map.of(), Map.of(), new byte[0], Optional.empty());
    }

    /** The same with a part of the path. */
    Call at(String parameter, String value) {
        return new Call(operation, plus(path, parameter, value), query, headers, body, worker);
    }

    /** The same with a query parameter. */
    Call asking(String parameter, String encoded) {
        return new Call(operation, path, plus(query, parameter, encoded), headers, body, worker);
    }

    /** The same with a header. */
    Call header(String name, String value) {
        return new Call(operation, path, query, plus(headers, name, value), body, worker);
    }

    /** The same with another body. */
    Call body(String text) {
        return new Call(operation, path, query, headers, text.getBytes(StandardCharsets.UTF_8), worker);
    }

    /** The same with bytes of a media type. */
    Call body(String type, byte[] bytes) {
        return new Call(operation, path, query, plus(headers, "Content-Type", type), bytes, worker);
    }

    /** The same as the worker of the job in the path. */
    Call asWorker(TokenForge forge) {
        return new Call(operation, path, query, headers, body, Optional.of(forge));
    }

    /** The same as a user, where it was a worker's. */
    Call asUser() {
        return new Call(operation, path, query, headers, body, Optional.empty());
    }

    /** Path and query. */
    String target() {
        return operation.path(path)
                + query.entrySet().stream()
                        .map(pair -> pair.getKey() + "=" + pair.getValue())
                        .reduce((first, second) -> first + "&" + second)
                        .map(pairs -> "?" + pairs)
                        .orElse("");
    }

    /** Sends it with a user's token, or with that of the job's worker. */
    Rest.Answer send(Rest rest, String token) {
        String shown = worker.map(forge -> forge.jobToken(path.get("org_name"), path.get("job_id"))).orElse(token);
        return rest.send(operation.method(), target(), plus(headers, "Authorization", "Bearer " + shown), body);
    }

    private static Map<String, String> plus(Map<String, String> map, String key, String value) {
        Map<String, String> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }
}
