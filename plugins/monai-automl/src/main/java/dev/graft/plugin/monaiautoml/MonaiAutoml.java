// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaiautoml;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Search for a segmentation network: Auto3DSeg. */
@Extension
public final class MonaiAutoml extends DescribedNetwork {}
