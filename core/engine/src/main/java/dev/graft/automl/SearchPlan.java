// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.graft.automl.search.History;
import dev.graft.automl.search.Trial;
import dev.graft.automl.space.SearchSpace;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.TrainingLength;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a search goes. It is stored with the search's job, so that neither a change of the experiment nor a new version of the network's
 * plugin changes a search that has begun.
 *
 * @param settings its settings
 * @param metric what is looked at, and which direction is better
 * @param seed seed of every random choice
 * @param space what may be tried
 * @param defaults the specs' own values of the searched parameters, tried first
 * @param length where the specs say how long to train
 */
public record SearchPlan(
        SearchSettings settings,
        KeyMetric metric,
        long seed,
        SearchSpace space,
        Map<String, JsonNode> defaults,
        Optional<TrainingLength> length) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public SearchPlan {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(space, "space");
        defaults = Map.copyOf(defaults);
        Objects.requireNonNull(length, "length");
    }

    /** This plan with other settings. */
    SearchPlan with(SearchSettings changed) {
        return new SearchPlan(changed, metric, seed, space, defaults, length);
    }

    /** What an algorithm knows after these trials. */
    History history(List<Trial> trials) {
        return new History(space, metric.goal(), seed, defaults, trials);
    }

    /** As JSON. */
    ObjectNode toJson() {
        return JSON.valueToTree(this);
    }

    /** The plan of such JSON. */
    static SearchPlan of(ObjectNode json) {
        try {
            return JSON.treeToValue(json, SearchPlan.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored search plan cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
