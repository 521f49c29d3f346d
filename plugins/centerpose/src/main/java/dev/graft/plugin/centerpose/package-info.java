// SPDX-License-Identifier: Apache-2.0
/**
 * The network {@code centerpose}: estimates the pose and size of an object in space from one image (Lin et al., 2022). Here is
 * what the server needs: who the network is and how its actions are run ({@code network.yaml}), its parameters ({@code
 * specs.yaml}), and what follows the datasets. Uses the SPI alone. Nothing here is null.
 */
package dev.graft.plugin.centerpose;
