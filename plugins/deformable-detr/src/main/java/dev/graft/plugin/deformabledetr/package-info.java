// SPDX-License-Identifier: Apache-2.0
/**
 * The network {@code deformable_detr}: finds objects by a transformer with deformable attention (Zhu et al., 2021). Here is what
 * the server needs: who the network is and how its actions are run ({@code network.yaml}), its parameters ({@code specs.yaml}),
 * and what follows the datasets. Uses the SPI alone. Nothing here is null.
 */
package dev.graft.plugin.deformabledetr;
