// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.cloud.CloudDetails;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a client says about a dataset, at creation or to change it; empty is not sent. Its text form shows no secret.
 *
 * @param type the API's dataset {@code type}; fixed at creation
 * @param format the API's dataset {@code format}; fixed at creation
 * @param name at most 500 characters
 * @param description at most 1,000 characters
 * @param version at most 10 characters
 * @param logo at most 2,048 characters
 * @param clientUrl where a dataset of format {@code monai} lies, at most 2,048 characters
 * @param clientId name to sign in with at {@code clientUrl}; secret
 * @param clientSecret password to sign in with at {@code clientUrl}; secret
 * @param filters which part of {@code clientUrl} is taken; at most 2,048 characters
 * @param cloudDetails remote storage that holds the data
 * @param dockerEnvVars environment variables of the containers of its jobs; secret
 */
public record DatasetDraft(
        Optional<String> type,
        Optional<String> format,
        Optional<String> name,
        Optional<String> description,
        Optional<String> version,
        Optional<String> logo,
        Optional<String> clientUrl,
        Optional<String> clientId,
        Optional<String> clientSecret,
        Optional<String> filters,
        Optional<CloudDetails> cloudDetails,
        Optional<Map<String, String>> dockerEnvVars) {

    public DatasetDraft {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(logo, "logo");
        Objects.requireNonNull(clientUrl, "clientUrl");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(clientSecret, "clientSecret");
        Objects.requireNonNull(filters, "filters");
        Objects.requireNonNull(cloudDetails, "cloudDetails");
        dockerEnvVars = dockerEnvVars.map(Map::copyOf);
    }

    /** A draft to fill; nothing is sent at first. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what a client sent. Not thread safe. */
    public static final class Builder {

        private Optional<String> type = Optional.empty();
        private Optional<String> format = Optional.empty();
        private Optional<String> name = Optional.empty();
        private Optional<String> description = Optional.empty();
        private Optional<String> version = Optional.empty();
        private Optional<String> logo = Optional.empty();
        private Optional<String> clientUrl = Optional.empty();
        private Optional<String> clientId = Optional.empty();
        private Optional<String> clientSecret = Optional.empty();
        private Optional<String> filters = Optional.empty();
        private Optional<CloudDetails> cloudDetails = Optional.empty();
        private Optional<Map<String, String>> dockerEnvVars = Optional.empty();

        private Builder() {}

        public Builder type(String value) {
            type = Optional.of(value);
            return this;
        }

        public Builder format(String value) {
            format = Optional.of(value);
            return this;
        }

        public Builder name(String value) {
            name = Optional.of(value);
            return this;
        }

        public Builder description(String value) {
            description = Optional.of(value);
            return this;
        }

        public Builder version(String value) {
            version = Optional.of(value);
            return this;
        }

        public Builder logo(String value) {
            logo = Optional.of(value);
            return this;
        }

        public Builder clientUrl(String value) {
            clientUrl = Optional.of(value);
            return this;
        }

        public Builder clientId(String value) {
            clientId = Optional.of(value);
            return this;
        }

        public Builder clientSecret(String value) {
            clientSecret = Optional.of(value);
            return this;
        }

        public Builder filters(String value) {
            filters = Optional.of(value);
            return this;
        }

        public Builder cloudDetails(CloudDetails value) {
            cloudDetails = Optional.of(value);
            return this;
        }

        public Builder dockerEnvVars(Map<String, String> value) {
            dockerEnvVars = Optional.of(value);
            return this;
        }

        public DatasetDraft build() {
            return new DatasetDraft(
                    type,
                    format,
                    name,
                    description,
                    version,
                    logo,
                    clientUrl,
                    clientId,
                    clientSecret,
                    filters,
                    cloudDetails,
                    dockerEnvVars);
        }
    }

    @Override
    public String toString() {
        return "DatasetDraft[type=" + type + ", format=" + format + ", name=" + name + "]";
    }
}
