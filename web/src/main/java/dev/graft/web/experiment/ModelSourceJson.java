// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.experiment.ModelSource;
import java.util.Optional;

/** The fields of an experiment that tell of a registered model, as {@link ModelSource} has them. */
record ModelSourceJson(
        @JsonProperty("additional_id_info") Optional<String> additionalIdInfo,
        @JsonProperty("bundle_url") Optional<String> bundleUrl,
        @JsonProperty("is_ptm_backbone") Optional<Boolean> ptmBackbone,
        @JsonProperty("spec_file_present") Optional<Boolean> specFilePresent,
        @JsonProperty("sha256_digest") Optional<ObjectNode> sha256Digest,
        @JsonProperty("model_params") Optional<ObjectNode> modelParams,
        @JsonProperty("backbone_class") Optional<String> backboneClass,
        @JsonProperty("backbone_type") Optional<String> backboneType,
        @JsonProperty("domain") Optional<String> domain,
        @JsonProperty("license") Optional<String> license,
        @JsonProperty("task") Optional<String> task,
        @JsonProperty("realtime_infer_support") Optional<Boolean> realtimeInferSupport) {

    static ModelSourceJson of(ModelSource source) {
        return new ModelSourceJson(
                source.additionalIdInfo(),
                source.bundleUrl(),
                source.ptmBackbone(),
                source.specFilePresent(),
                source.sha256Digest(),
                source.modelParams(),
                source.backboneClass(),
                source.backboneType(),
                source.domain(),
                source.license(),
                source.task(),
                source.realtimeInferSupport());
    }
}
