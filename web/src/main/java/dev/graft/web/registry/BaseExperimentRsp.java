// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.dataset.PullStatus;
import dev.graft.experiment.Experiment;
import java.util.Optional;
import java.util.UUID;

/**
 * A base experiment as administrators see it; all else of it is seen as of any experiment.
 *
 * @param pullStatus the contract's {@code PullStatus}
 * @param pullReason why its files cannot be used
 */
record BaseExperimentRsp(
        UUID id,
        String name,
        @JsonProperty("network_arch") String networkArch,
        @JsonProperty("ngc_path") Optional<String> ngcPath,
        @JsonProperty("base_experiment_pull_complete") Optional<String> pullStatus,
        @JsonProperty("base_experiment_pull_reason") Optional<String> pullReason,
        @JsonProperty("sha256_digest") Optional<ObjectNode> sha256Digest) {

    static BaseExperimentRsp of(Experiment base) {
        return new BaseExperimentRsp(
                base.id(),
                base.name(),
                base.networkArch(),
                base.ngcPath(),
                base.basePullStatus().map(PullStatus::wireName),
                base.basePullReason(),
                base.modelSource().sha256Digest());
    }
}
