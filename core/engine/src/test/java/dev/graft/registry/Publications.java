// SPDX-License-Identifier: Apache-2.0
package dev.graft.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What tests publish. */
final class Publications {

    private Publications() {}

    static ModelCard.Publication of(String name, UUID jobId) {
        return new ModelCard.Publication(
                "acme",
                name,
                Optional.of("Tells cats from dogs"),
                "classification_pyt",
                "train",
                jobId.toString(),
                "a-user",
                Map.of("val_acc", 0.93),
                JsonNodeFactory.instance.objectNode().put("epochs", 3),
                JsonNodeFactory.instance.objectNode().put("parent_job_id", "p"));
    }
}
