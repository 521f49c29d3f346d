// SPDX-License-Identifier: Apache-2.0
/**
 * The login, which trades an API key for a token, and the public keys with which others verify such tokens. May use the other packages
 * of security and {@code dev.graft.web.json}. Nothing here is null unless marked Optional.
 */
package dev.graft.web.security.login;
