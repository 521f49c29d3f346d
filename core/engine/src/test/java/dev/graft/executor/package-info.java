// SPDX-License-Identifier: Apache-2.0
/** Tests of the executors with real worker processes, and of the scheduling policy. Nothing here is null. */
package dev.graft.executor;
