// SPDX-License-Identifier: Apache-2.0
/**
 * The data services: actions on datasets, in Java and without native libraries. Each dataset type has a package with its plugin class,
 * {@code dataset.yaml} and {@code specs.yaml}; what runs in a worker process is in {@code worker} and the packages that it uses. Uses the
 * SPI, and torchkit's worker frame on the worker's side. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin.dataservices;
