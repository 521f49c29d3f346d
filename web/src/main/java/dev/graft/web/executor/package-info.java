// SPDX-License-Identifier: Apache-2.0
/** The server's executors and their slots over HTTP, for people who choose {@code num_gpu} and {@code platform}. Nothing here is null. */
package dev.graft.web.executor;
