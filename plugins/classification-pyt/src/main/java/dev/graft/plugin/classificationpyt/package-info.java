// SPDX-License-Identifier: Apache-2.0
/**
 * The network {@code classification_pyt}: says of an image which class it belongs to. Here is what the server needs: who the network
 * is, its parameters and how its actions are run ({@code network.yaml}, {@code specs.yaml}), and how the number of classes follows the
 * dataset. What runs in a worker process is in {@code worker}. Uses the SPI alone; nothing here is null.
 */
package dev.graft.plugin.classificationpyt;
