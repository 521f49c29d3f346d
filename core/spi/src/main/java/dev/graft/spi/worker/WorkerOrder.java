// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What turns a {@link StandbyWorker} into the worker of a job: one line of JSON on its standard input.
 *
 * @param attempt existing folder of the attempt, for its {@code pid} file
 * @param token what marks the attempt
 * @param arguments arguments of the worker's main class
 */
public record WorkerOrder(Path attempt, String token, List<String> arguments) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public WorkerOrder {
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(token, "token");
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads an order.
     *
     * @throws IOException if the line is none
     */
    public static WorkerOrder parse(String line) throws IOException {
        return JSON.readValue(line, WorkerOrder.class);
    }

    /** The order as one line without its end. */
    public String toLine() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order of plain values cannot fail to be written", e);
        }
    }
}
