// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaiclassification;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Classification with a MONAI bundle. */
@Extension
public final class MonaiClassification extends DescribedNetwork {}
