// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaigenai;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Synthetic images with a MONAI bundle. */
@Extension
public final class MonaiGenai extends DescribedNetwork {}
