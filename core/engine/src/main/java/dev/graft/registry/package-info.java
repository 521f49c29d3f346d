// SPDX-License-Identifier: Apache-2.0
/**
 * The model registry: versions of published models with checksums and a card that says where they come from. Graft's own is a folder;
 * NVIDIA NGC's private registry stands behind the same interface. Knows files and cards, not jobs or experiments; may use
 * {@code dev.graft.storage}. Nothing here is null unless marked Optional.
 */
package dev.graft.registry;
