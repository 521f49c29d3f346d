// SPDX-License-Identifier: Apache-2.0
/**
 * The API's contract at run time: the OpenAPI document of the Transfer Learning API 5.3.0 with Graft's additions, and the checks of
 * path parameters, query parameters and bodies that follow from it. A resource method names its operation with
 * {@code @Operation(operationId = …)}; nothing else ties code and contract. Uses a JSON Schema library and nothing of the engine but
 * its faults. Nothing here is null.
 */
package dev.graft.web.contract;
