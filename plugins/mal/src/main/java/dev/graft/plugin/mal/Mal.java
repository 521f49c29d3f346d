// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mal;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Instance segmentation from boxes: Mask Auto-Labeler. */
@Extension
public final class Mal extends DescribedNetwork {}
