// SPDX-License-Identifier: Apache-2.0
/**
 * What browsers and bodies may do: headers that keep a browser from guessing, storing and framing, calls from other origins (off by
 * default), and a bound for request bodies. May use JAX-RS, Servlet and {@code dev.graft.spi.error}. Nothing here is null unless marked
 * Optional.
 */
package dev.graft.web.security.http;
