// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.ocrnet;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Text recognition: OCRNet. */
@Extension
public final class Ocrnet extends DescribedNetwork {}
