// SPDX-License-Identifier: Apache-2.0
/**
 * Backbones: networks that turn images into features, with the names and shapes of their published implementations, and the
 * classifier that stands on one.
 *
 * <p>{@link dev.graft.torchkit.backbone.BackboneCatalog} makes them by name. The package uses {@code dev.graft.torchkit.nn}
 * alone. Nothing here is null unless marked Optional or said so at the method.
 */
package dev.graft.torchkit.backbone;
