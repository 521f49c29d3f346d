// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described.wrong;

import dev.graft.spi.described.DescribedNetwork;

/** Cannot be made. */
public final class WrongNetwork extends DescribedNetwork {}
