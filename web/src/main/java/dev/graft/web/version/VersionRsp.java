// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.version;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the server speaks.
 *
 * @param apiVersion version of the contract, such as {@code 5.3.0}
 */
record VersionRsp(@JsonProperty("api_version") String apiVersion) {}
