// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.unet;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Semantic segmentation: U-Net. */
@Extension
public final class Unet extends DescribedNetwork {}
