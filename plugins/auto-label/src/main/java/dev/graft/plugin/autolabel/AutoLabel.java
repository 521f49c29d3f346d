// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.autolabel;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Automatic labels. */
@Extension
public final class AutoLabel extends DescribedNetwork {}
