// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cloud.CloudDetails;
import dev.graft.cloud.CloudFileType;
import dev.graft.cloud.CloudLocation;
import dev.graft.cloud.CloudType;
import java.util.Optional;

/** The contract's {@code CloudDetails}. What leaves the server holds no {@code cloud_specific_details}: access keys lie in there. */
public record CloudDetailsJson(
        @JsonProperty("cloud_type") Optional<String> cloudType, @JsonProperty("cloud_file_type") Optional<String> cloudFileType) {

    /** How a place in a cloud looks to clients. */
    public static CloudDetailsJson of(CloudLocation location) {
        return new CloudDetailsJson(location.type().map(CloudType::wireName), location.fileType().map(CloudFileType::wireName));
    }

    /** Reads what a client sent. */
    public static CloudDetails read(ObjectNode details) {
        Fields fields = new Fields(details);
        return new CloudDetails(
                fields.word("cloud_type", CloudType::find),
                fields.word("cloud_file_type", CloudFileType::find),
                fields.any("cloud_specific_details"));
    }
}
