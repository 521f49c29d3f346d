// SPDX-License-Identifier: Apache-2.0
/** Pulls tested against a real S3 server (s3proxy) and a real HTTP server, both in this process. Nothing here is null. */
package dev.graft.cloud;
