// SPDX-License-Identifier: Apache-2.0
/**
 * Base experiments: pretrained models that an administrator registers for everyone on the server, each a public and read-only experiment.
 * Their files are fetched in the background from where {@code cloud_details} say and used only if the checksums match. May use
 * {@code dev.graft.cloud} and {@code dev.graft.registry}. Nothing here is null unless marked Optional.
 */
package dev.graft.experiment.base;
