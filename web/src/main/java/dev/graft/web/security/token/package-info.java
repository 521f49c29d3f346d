// SPDX-License-Identifier: Apache-2.0
/**
 * Signed tokens: the keys that sign them, how they are issued and how strictly they are verified (RFC 8725). Plain Java on Nimbus JOSE;
 * it knows neither HTTP nor the database. Whether a token's user still exists is asked elsewhere, in
 * {@code dev.graft.web.security.access}. Nothing here is null unless marked Optional, except where MicroProfile's {@code JsonWebToken}
 * asks for it.
 */
package dev.graft.web.security.token;
