// SPDX-License-Identifier: Apache-2.0
/**
 * The demonstration: real digits through the whole main job, over the REST API only, on a server of its own. Nothing here is null unless
 * marked Optional.
 */
package dev.graft.cli.demo;
