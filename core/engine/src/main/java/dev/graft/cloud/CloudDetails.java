// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/**
 * Remote storage as a client names it. Holds credentials in the clear: it is a request's value and is never stored or logged as it is.
 *
 * @param type kind of storage
 * @param fileType one file or a folder
 * @param specifics bucket, region, keys and the like, as JSON; secret
 */
public record CloudDetails(Optional<CloudType> type, Optional<CloudFileType> fileType, Optional<JsonNode> specifics) {

    public CloudDetails {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(fileType, "fileType");
        Objects.requireNonNull(specifics, "specifics");
    }

    @Override
    public String toString() {
        return "CloudDetails[type=" + type + ", fileType=" + fileType + ", specifics=***]";
    }
}
