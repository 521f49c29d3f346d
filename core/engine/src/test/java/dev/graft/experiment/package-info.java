// SPDX-License-Identifier: Apache-2.0
/** Tests of experiments with repositories in memory. Nothing here is null. */
package dev.graft.experiment;
