// SPDX-License-Identifier: Apache-2.0
/**
 * The end-to-end suite: the packaged distribution, started as a child process, over HTTP alone. One server serves all tests but those
 * that stop or kill theirs. Every answer that a test gets is held against the document that the server itself serves. Nothing here is
 * null.
 */
package dev.graft.e2e;
