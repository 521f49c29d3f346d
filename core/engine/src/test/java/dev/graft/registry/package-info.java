// SPDX-License-Identifier: Apache-2.0
/** The registries tested on folders and against a recorded double of NGC. Nothing here is null. */
package dev.graft.registry;
