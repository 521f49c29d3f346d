// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaidetection;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Detection with a MONAI bundle. */
@Extension
public final class MonaiDetection extends DescribedNetwork {}
