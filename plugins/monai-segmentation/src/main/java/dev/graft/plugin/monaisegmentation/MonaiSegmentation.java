// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaisegmentation;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Segmentation by an ensemble of Auto3DSeg. */
@Extension
public final class MonaiSegmentation extends DescribedNetwork {}
