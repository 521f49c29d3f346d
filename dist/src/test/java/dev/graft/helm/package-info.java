// SPDX-License-Identifier: Apache-2.0
/** The Helm chart, rendered by Helm itself and judged by Kubernetes' own schema; no cluster is needed. Nothing here is null. */
package dev.graft.helm;
