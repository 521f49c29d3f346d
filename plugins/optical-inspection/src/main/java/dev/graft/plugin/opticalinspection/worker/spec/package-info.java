// SPDX-License-Identifier: Apache-2.0
/**
 * The specs of optical_inspection in typed form, each value checked, each refusal with the place of the value. Uses torchkit; nothing here is
 * null unless marked Optional.
 */
package dev.graft.plugin.opticalinspection.worker.spec;
