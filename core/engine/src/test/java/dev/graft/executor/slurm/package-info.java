// SPDX-License-Identifier: Apache-2.0
/** Tests of the Slurm executor's parts; none needs a cluster. */
package dev.graft.executor.slurm;
