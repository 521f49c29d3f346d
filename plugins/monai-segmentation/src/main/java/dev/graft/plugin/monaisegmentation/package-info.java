// SPDX-License-Identifier: Apache-2.0
/**
 * The network {@code monai_segmentation}: segments volumes with the bundle that an Auto3DSeg search made. Here is what the server
 * needs: who the network is and how its actions are run ({@code network.yaml}), its parameters ({@code specs.yaml}), and what
 * follows the datasets. Uses the SPI alone. Nothing here is null.
 */
package dev.graft.plugin.monaisegmentation;
