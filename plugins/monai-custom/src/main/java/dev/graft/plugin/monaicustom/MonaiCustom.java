// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaicustom;

import dev.graft.spi.described.DescribedNetwork;
import org.pf4j.Extension;

/** Any MONAI bundle. */
@Extension
public final class MonaiCustom extends DescribedNetwork {}
