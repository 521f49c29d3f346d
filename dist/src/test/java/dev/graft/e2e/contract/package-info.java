// SPDX-License-Identifier: Apache-2.0
/**
 * The API as the server describes it in its OpenAPI document, read as data: operations, parameters, models, limits; what a response must
 * be like; and requests made up from it, good and bad. Knows no server and no network: tests bring those. May use Jackson and the JSON
 * Schema validator. Nothing here is null unless marked Optional.
 */
package dev.graft.e2e.contract;
