// SPDX-License-Identifier: Apache-2.0
/**
 * Authentication and authorisation of requests. A request shows an access token or an API key; either becomes an {@code Account}, as the
 * database has it now, so that a removed user or a revoked membership is refused at once whatever a token still says. The organisation
 * in the path and the account's role in it become the {@link dev.graft.org.Caller}. May use {@code dev.graft.org}, the token package and
 * JAX-RS. Nothing here is null unless marked Optional.
 */
package dev.graft.web.security.access;
