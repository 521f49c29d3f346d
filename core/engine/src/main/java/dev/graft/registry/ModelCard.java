// SPDX-License-Identifier: Apache-2.0
package dev.graft.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a published model (Mitchell et al., Model Cards for Model Reporting, 2019, as far as a server can know it). Holds no
 * secrets.
 *
 * @param reference {@code graft://org/name:version}
 * @param publishedOn ISO 8601, UTC
 * @param publication what it was made from
 * @param files its files with their checksums
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelCard(
        @JsonProperty("reference") String reference,
        @JsonProperty("published_on") String publishedOn,
        @JsonProperty("model") Publication publication,
        @JsonProperty("files") List<ModelFile> files) {

    public ModelCard {
        files = List.copyOf(files);
    }

    /**
     * What is published.
     *
     * @param org organisation that publishes
     * @param name the model's name; a version is added to those that it has
     * @param description a sentence for people
     * @param architecture its network
     * @param action what made it, for example {@code train}
     * @param jobId the job that made it
     * @param publishedBy id of the user
     * @param metrics values by metric
     * @param specs the specs of that job
     * @param lineage datasets, parent job and base models, as JSON
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Publication(
            @JsonProperty("org") String org,
            @JsonProperty("name") String name,
            @JsonProperty("description") Optional<String> description,
            @JsonProperty("network_arch") String architecture,
            @JsonProperty("action") String action,
            @JsonProperty("job_id") String jobId,
            @JsonProperty("published_by") String publishedBy,
            @JsonProperty("metrics") Map<String, Double> metrics,
            @JsonProperty("specs") JsonNode specs,
            @JsonProperty("lineage") JsonNode lineage) {

        public Publication {
            metrics = Map.copyOf(metrics);
            if (!ModelReference.NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("'" + name + "' is no name of a model");
            }
        }
    }
}
