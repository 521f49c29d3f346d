// SPDX-License-Identifier: Apache-2.0
/**
 * The network {@code unet}: gives every pixel a class by an encoder and a decoder with skip connections (Ronneberger et al.,
 * 2015). Here is what the server needs: who the network is and how its actions are run ({@code network.yaml}), its parameters
 * ({@code specs.yaml}), and what follows the datasets. Uses the SPI alone. Nothing here is null.
 */
package dev.graft.plugin.unet;
