// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described.wrong;

import dev.graft.spi.described.DescribedDataset;

/** Cannot be made. */
public final class WrongDataset extends DescribedDataset {}
