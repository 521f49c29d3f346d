// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Change between two pictures: Visual ChangeNet. */
@Extension
public final class VisualChangenet extends DescribedNetwork {}
