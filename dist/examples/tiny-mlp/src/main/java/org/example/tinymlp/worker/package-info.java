// SPDX-License-Identifier: Apache-2.0
/** What runs in the worker process of a {@code tiny_mlp} job: its images, its arithmetic and its status lines. Nothing here is null. */
package org.example.tinymlp.worker;
