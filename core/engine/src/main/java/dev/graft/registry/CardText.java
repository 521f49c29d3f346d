// SPDX-License-Identifier: Apache-2.0
package dev.graft.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.TreeMap;

/** A model card as Markdown, for people who look into the folder. */
final class CardText {

    private CardText() {}

    static String of(ModelCard card) {
        ModelCard.Publication model = card.publication();
        StringBuilder text = new StringBuilder("# " + model.name() + "\n\n");
        model.description().ifPresent(description -> text.append(description).append("\n\n"));
        text.append("| | |\n| --- | --- |\n");
        row(text, "Reference", "`" + card.reference() + "`");
        row(text, "Network", model.architecture());
        row(text, "Made by", model.action() + ", job " + model.jobId());
        row(text, "Published", card.publishedOn() + " UTC, by user " + model.publishedBy());
        text.append("\n## Files\n\n| File | Bytes | SHA-256 |\n| --- | --- | --- |\n");
        card.files().forEach(file ->
                text.append("| ").append(file.name()).append(" | ").append(file.size()).append(" | `").append(file.sha256()).append("` |\n"));
        if (!model.metrics().isEmpty()) {
            text.append("\n## Metrics\n\n| Metric | Value |\n| --- | --- |\n");
            new TreeMap<>(model.metrics()).forEach((name, value) -> row(text, name, value.toString()));
        }
        json(text, "Lineage", model.lineage());
        json(text, "Specs", model.specs());
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }

    private static void json(StringBuilder text, String title, JsonNode json) {
        text.append("\n## ").append(title).append("\n\n```json\n").append(json.toPrettyString()).append("\n```\n");
    }
}
