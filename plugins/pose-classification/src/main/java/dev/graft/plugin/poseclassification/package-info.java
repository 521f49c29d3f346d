// SPDX-License-Identifier: Apache-2.0
/**
 * The network {@code pose_classification}: says which action a sequence of body poses shows, by a spatial-temporal graph
 * convolution (Yan et al., 2018). Here is what the server needs: who the network is and how its actions are run ({@code
 * network.yaml}), its parameters ({@code specs.yaml}), and what follows the datasets. Uses the SPI alone. Nothing here is null.
 */
package dev.graft.plugin.poseclassification;
