// SPDX-License-Identifier: Apache-2.0
/**
 * The network {@code detectnet_v2}: finds objects as a grid of coverage and boxes (NVIDIA's DetectNet v2). Here is what the server
 * needs: who the network is and how its actions are run ({@code network.yaml}), its parameters ({@code specs.yaml}), and what
 * follows the datasets. Uses the SPI alone. Nothing here is null.
 */
package dev.graft.plugin.detectnetv2;
