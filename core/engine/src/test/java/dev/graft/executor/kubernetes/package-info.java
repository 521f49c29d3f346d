// SPDX-License-Identifier: Apache-2.0
/** Manifests, verdicts and slots without a cluster. Nothing here is null. */
package dev.graft.executor.kubernetes;
