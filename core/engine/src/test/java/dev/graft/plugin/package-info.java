// SPDX-License-Identifier: Apache-2.0
/** Tests of the plugin host with real plugin zips. Nothing here is null. */
package dev.graft.plugin;
