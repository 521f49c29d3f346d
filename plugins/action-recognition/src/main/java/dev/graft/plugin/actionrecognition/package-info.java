// SPDX-License-Identifier: Apache-2.0
/**
 * The network {@code action_recognition}: says which action a video clip shows, from frames, optical flow, or both. Here is what
 * the server needs: who the network is and how its actions are run ({@code network.yaml}), its parameters ({@code specs.yaml}),
 * and what follows the datasets. Uses the SPI alone. Nothing here is null.
 */
package dev.graft.plugin.actionrecognition;
