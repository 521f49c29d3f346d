// SPDX-License-Identifier: Apache-2.0
/**
 * The sections of ml_recog's specs as values: each parameter is read and checked once. Uses torchkit's {@code Section}. Nothing here is null
 * unless marked Optional.
 */
package dev.graft.plugin.mlrecog.worker.spec;
