// SPDX-License-Identifier: Apache-2.0
/**
 * What a plugin author compiles against: a {@link dev.graft.spi.NetworkPlugin} says who a network is, what may be done with it, with
 * what specs, and how it is run. Nothing here knows Jakarta EE, a database or libtorch; the only libraries are pf4j (the extension
 * point) and Jackson (JSON values). The same types serve the server, which reads plugins, and the worker process, which runs them.
 *
 * <p>Nothing here is null unless marked {@link java.util.Optional}; collections are unmodifiable copies.
 */
package dev.graft.spi;
