// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The figures of a validation.
 *
 * @param kpi metrics by name
 * @param categorical metrics by name and class
 */
public record Evaluation(
        @JsonProperty("kpi") Map<String, Double> kpi,
        @JsonProperty("categorical") Map<String, Map<String, Double>> categorical) {
    public Evaluation {
        kpi = new LinkedHashMap<>(kpi);
        categorical = new LinkedHashMap<>(categorical);
    }
}
