// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import dev.graft.web.security.token.GraftToken;

/**
 * Who is calling.
 *
 * @param account the user as the database has them
 * @param token the same as MicroProfile JWT has it
 */
public record Identity(Account account, GraftToken token) {
}
