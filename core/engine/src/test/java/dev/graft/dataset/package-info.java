// SPDX-License-Identifier: Apache-2.0
/** Tests of datasets: uploads and pulls on real folders with repositories in memory. Nothing here is null. */
package dev.graft.dataset;
