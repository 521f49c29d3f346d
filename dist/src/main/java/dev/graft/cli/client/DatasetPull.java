// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The unpacking and checking of an uploaded dataset, which goes on after the upload was answered. */
public record DatasetPull(GraftApi api, String datasetId) {

    /** Waits for its end; returns the dataset, valid or not. */
    public JsonNode await() {
        return Poll.GENTLE.until(() -> api.get(OwnerKind.DATASET, datasetId), DatasetPull::ended, dataset -> {});
    }

    /** Why the dataset is not valid, if it is not. */
    public static Optional<String> reason(JsonNode dataset) {
        return "invalid_pull".equals(dataset.path("status").asText())
                ? Optional.of(dataset.path("status_reason").asText("the server gives no reason"))
                : Optional.empty();
    }

    private static boolean ended(JsonNode dataset) {
        String status = dataset.path("status").asText();
        return "pull_complete".equals(status) || "invalid_pull".equals(status);
    }
}
