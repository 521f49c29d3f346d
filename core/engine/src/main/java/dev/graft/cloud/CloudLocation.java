// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.secret.Sealed;
import dev.graft.secret.Vault;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Optional;
import java.util.UUID;

/** {@link CloudDetails} as they are stored: what may hold credentials is sealed. */
@Embeddable
public class CloudLocation {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Enumerated(EnumType.STRING)
    @Column(name = "cloud_type", length = 32)
    private CloudType type;

    @Enumerated(EnumType.STRING)
    @Column(name = "cloud_file_type", length = 16)
    private CloudFileType fileType;

    @Column(name = "cloud_specific_details")
    private Sealed specifics;

    /** For JPA. */
    protected CloudLocation() {}

    /** @param owner id of the dataset or experiment that it belongs to */
    public CloudLocation(UUID owner, CloudDetails details, Vault vault) {
        this.type = details.type().orElse(null);
        this.fileType = details.fileType().orElse(null);
        this.specifics = details.specifics()
                .map(json -> vault.seal(owner, json.toString()))
                .orElse(null);
    }

    public Optional<CloudType> type() {
        return Optional.ofNullable(type);
    }

    public Optional<CloudFileType> fileType() {
        return Optional.ofNullable(fileType);
    }

    /** Opens the sealed part. */
    public CloudDetails open(UUID owner, Vault vault) {
        return new CloudDetails(type(), fileType(), Optional.ofNullable(specifics).map(sealed -> parse(vault.open(owner, sealed))));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("sealed cloud details are no JSON", e);
        }
    }
}
