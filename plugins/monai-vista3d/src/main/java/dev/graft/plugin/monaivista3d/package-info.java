// SPDX-License-Identifier: Apache-2.0
/**
 * The network {@code monai_vista3d}: is a foundation model for the segmentation of CT volumes, run and learnt further as a MONAI
 * bundle. Here is what the server needs: who the network is and how its actions are run ({@code network.yaml}), its parameters
 * ({@code specs.yaml}), and what follows the datasets. Uses the SPI alone. Nothing here is null.
 */
package dev.graft.plugin.monaivista3d;
