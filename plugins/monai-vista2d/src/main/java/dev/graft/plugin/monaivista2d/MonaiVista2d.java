// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaivista2d;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Segmentation of cells: VISTA2D. */
@Extension
public final class MonaiVista2d extends DescribedNetwork {}
