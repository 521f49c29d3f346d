// SPDX-License-Identifier: Apache-2.0
/**
 * Structured pruning: takes whole channels out of trained networks by the magnitude of their filters, so that what remains is a smaller
 * network of the same layers. Uses the nn, backbone and checkpoint packages; knows no specs. Nothing here is null.
 */
package dev.graft.torchkit.prune;
