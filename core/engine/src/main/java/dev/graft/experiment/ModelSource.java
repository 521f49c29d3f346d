// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a registered (base) model comes from and what it is; for most experiments empty. Immutable: the JSON objects are not changed.
 *
 * @param additionalIdInfo tells apart models of one path
 * @param bundleUrl where a MONAI bundle lies
 * @param ptmBackbone whether the base model is a backbone only
 * @param specFilePresent whether the model brings specs
 * @param sha256Digest checksums by file name
 * @param modelParams any JSON object
 * @param backboneClass family of its backbone
 * @param backboneType its backbone
 * @param domain its field of use
 * @param license its licence
 * @param task what it does
 * @param realtimeInferSupport whether it can be kept ready for inference
 */
public record ModelSource(
        Optional<String> additionalIdInfo,
        Optional<String> bundleUrl,
        Optional<Boolean> ptmBackbone,
        Optional<Boolean> specFilePresent,
        Optional<ObjectNode> sha256Digest,
        Optional<ObjectNode> modelParams,
        Optional<String> backboneClass,
        Optional<String> backboneType,
        Optional<String> domain,
        Optional<String> license,
        Optional<String> task,
        Optional<Boolean> realtimeInferSupport) {

    public ModelSource {
        Objects.requireNonNull(additionalIdInfo, "additionalIdInfo");
        Objects.requireNonNull(bundleUrl, "bundleUrl");
        Objects.requireNonNull(ptmBackbone, "ptmBackbone");
        Objects.requireNonNull(specFilePresent, "specFilePresent");
        Objects.requireNonNull(sha256Digest, "sha256Digest");
        Objects.requireNonNull(modelParams, "modelParams");
        Objects.requireNonNull(backboneClass, "backboneClass");
        Objects.requireNonNull(backboneType, "backboneType");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(license, "license");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(realtimeInferSupport, "realtimeInferSupport");
    }

    /** Nothing known. */
    public static ModelSource none() {
        return new ModelSource(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** This source with checksums that were found. */
    public ModelSource withDigests(ObjectNode digests) {
        return new ModelSource(
                additionalIdInfo,
                bundleUrl,
                ptmBackbone,
                specFilePresent,
                Optional.of(digests),
                modelParams,
                backboneClass,
                backboneType,
                domain,
                license,
                task,
                realtimeInferSupport);
    }

    /** This source with what a draft sends in its place. */
    ModelSource with(ExperimentDraft draft) {
        return new ModelSource(
                draft.additionalIdInfo().or(() -> additionalIdInfo),
                draft.bundleUrl().or(() -> bundleUrl),
                draft.ptmBackbone().or(() -> ptmBackbone),
                draft.specFilePresent().or(() -> specFilePresent),
                draft.sha256Digest().or(() -> sha256Digest),
                draft.modelParams().or(() -> modelParams),
                backboneClass,
                backboneType,
                domain,
                license,
                task,
                realtimeInferSupport);
    }
}
