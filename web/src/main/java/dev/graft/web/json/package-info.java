// SPDX-License-Identifier: Apache-2.0
/**
 * JSON in and out: one configuration of Jackson, the reader that turns bodies into checked JSON objects, the writer for
 * representations, and the API's form of a date. Independent of the JSON library that the server brings. May use the contract.
 * Nothing here is null.
 */
package dev.graft.web.json;
