// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

/**
 * A key just made. The only moment at which the key itself can be seen.
 *
 * @param apiKey what the server keeps of it
 * @param key the key, for its user
 */
public record IssuedKey(ApiKey apiKey, KeyText key) {}
