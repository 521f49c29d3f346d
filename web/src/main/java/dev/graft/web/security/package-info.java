// SPDX-License-Identifier: Apache-2.0
/**
 * Who is calling, what they may do, and what protects the server from them. Split by task: {@code token} signs and verifies,
 * {@code access} authenticates every request and checks roles, {@code limit} counts requests, {@code http} sets headers and bounds
 * bodies, {@code login} and {@code admin} are resources. Resources elsewhere use {@code access} alone: its annotations and
 * {@link dev.graft.web.security.access.CurrentCaller}. Nothing here is null unless marked Optional.
 *
 * <p>Safe by default: a resource method without any annotation needs a known user, membership of the organisation in its path, and the
 * role member for everything but reading. One filter decides it for all methods; it stands in JAX-RS, because a Jakarta Security
 * mechanism needs changes to the server's configuration on some servers and would answer in their words instead of ours.
 */
package dev.graft.web.security;
