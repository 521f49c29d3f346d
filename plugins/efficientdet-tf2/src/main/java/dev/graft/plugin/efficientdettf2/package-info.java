// SPDX-License-Identifier: Apache-2.0
/**
 * The network {@code efficientdet_tf2}: finds objects with a bidirectional feature pyramid (Tan et al., 2020). Here is what the
 * server needs: who the network is and how its actions are run ({@code network.yaml}), its parameters ({@code specs.yaml}), and
 * what follows the datasets. Uses the SPI alone. Nothing here is null.
 */
package dev.graft.plugin.efficientdettf2;
