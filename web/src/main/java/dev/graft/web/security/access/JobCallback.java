// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource method that a job's worker calls with the job's own token, and nobody else with anything else. Its path has
 * {@code org_name} and {@code job_id}; a token of another job or organisation is refused. There is no caller; the ids in the path are
 * what the token vouches for.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface JobCallback {
}
