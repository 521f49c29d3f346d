// SPDX-License-Identifier: Apache-2.0
package dev.graft.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A file of a published model.
 *
 * @param name its name in the version's folder
 * @param size in bytes
 * @param sha256 its SHA-256, in hexadecimal
 */
public record ModelFile(@JsonProperty("name") String name, @JsonProperty("size") long size, @JsonProperty("sha256") String sha256) {}
