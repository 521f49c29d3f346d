// SPDX-License-Identifier: Apache-2.0
/**
 * The REST API as Java methods: JSON in and out, uploads and downloads as streams, and every fault as one of two exceptions (the server
 * refused, or it cannot be reached). Knows no terminal. Nothing here is null unless marked Optional.
 */
package dev.graft.cli.client;
