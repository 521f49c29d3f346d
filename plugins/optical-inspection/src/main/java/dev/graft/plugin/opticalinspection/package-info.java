// SPDX-License-Identifier: Apache-2.0
/**
 * The network {@code optical_inspection}: compares a picture of a part with a golden one by a twin network. Here is what the
 * server needs: who the network is and how its actions are run ({@code network.yaml}), its parameters ({@code specs.yaml}), and
 * what follows the datasets. Uses the SPI alone. Nothing here is null.
 */
package dev.graft.plugin.opticalinspection;
