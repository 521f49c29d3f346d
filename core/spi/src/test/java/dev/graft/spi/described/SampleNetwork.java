// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

/** A network described by the files beside it. */
final class SampleNetwork extends DescribedNetwork {}
