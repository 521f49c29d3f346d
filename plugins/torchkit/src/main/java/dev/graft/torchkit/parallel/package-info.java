// SPDX-License-Identifier: Apache-2.0
/**
 * Replicas: processes that train the same network together, each on its part of every batch. What they exchange goes through libtorch's
 * process groups, Gloo between CPUs and NCCL between GPUs. Uses the nn package and libtorch; knows no data and no training loop. Nothing
 * here is null.
 */
package dev.graft.torchkit.parallel;
