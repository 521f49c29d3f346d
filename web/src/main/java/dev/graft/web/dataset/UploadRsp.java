// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.graft.dataset.PartialUpload;
import dev.graft.web.json.ApiDate;
import java.util.UUID;

/**
 * An upload that goes on in parts.
 *
 * @param id its id
 * @param length bytes of the whole archive
 * @param offset bytes that have arrived
 * @param metadata the client's {@code Upload-Metadata}
 * @param expiresOn when it is given up unless more of it arrives
 */
public record UploadRsp(
        UUID id, long length, long offset, String metadata, @JsonProperty("expires_on") String expiresOn) {

    static UploadRsp of(PartialUpload upload) {
        return new UploadRsp(upload.id(), upload.length(), upload.offset(), upload.metadata(), ApiDate.of(upload.expiresOn()));
    }
}
