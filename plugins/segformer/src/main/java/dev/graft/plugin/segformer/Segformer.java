// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.segformer;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Semantic segmentation: SegFormer. */
@Extension
public final class Segformer extends DescribedNetwork {}
