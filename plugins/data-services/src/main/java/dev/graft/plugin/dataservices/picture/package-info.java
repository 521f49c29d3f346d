// SPDX-License-Identifier: Apache-2.0
/**
 * Picture files: finding, measuring, decoding and writing them with the JDK's own codecs (PNG, JPEG, BMP, GIF, TIFF), so that nothing
 * native has to be loaded. Pixels are taken as they are stored; the orientation that a camera notes is not applied, because labels are
 * drawn on stored pixels. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin.dataservices.picture;
