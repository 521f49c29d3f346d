// SPDX-License-Identifier: Apache-2.0
/**
 * The specs of visual_changenet in typed form, each value checked, each refusal with the place of the value. Uses torchkit; nothing here is
 * null unless marked Optional.
 */
package dev.graft.plugin.visualchangenet.worker.spec;
