// SPDX-License-Identifier: Apache-2.0
/** Base experiments on a folder and repositories in memory. Nothing here is null. */
package dev.graft.experiment.base;
