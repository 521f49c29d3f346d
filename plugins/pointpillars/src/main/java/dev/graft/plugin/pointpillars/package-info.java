// SPDX-License-Identifier: Apache-2.0
/**
 * The network {@code pointpillars}: finds objects in point clouds (Lang et al., 2019). Here is what the server needs: who the
 * network is and how its actions are run ({@code network.yaml}), its parameters ({@code specs.yaml}), and what follows the
 * datasets. Uses the SPI alone. Nothing here is null.
 */
package dev.graft.plugin.pointpillars;
