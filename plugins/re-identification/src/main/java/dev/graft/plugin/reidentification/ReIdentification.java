// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Person re-identification. */
@Extension
public final class ReIdentification extends DescribedNetwork {}
