// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaivista3d;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Segmentation of CT volumes: VISTA3D. */
@Extension
public final class MonaiVista3d extends DescribedNetwork {}
