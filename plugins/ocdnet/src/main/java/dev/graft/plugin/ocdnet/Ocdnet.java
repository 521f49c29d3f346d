// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.ocdnet;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Text detection: OCDNet. */
@Extension
public final class Ocdnet extends DescribedNetwork {}
