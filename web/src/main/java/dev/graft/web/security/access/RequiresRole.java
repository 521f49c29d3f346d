// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import dev.graft.org.Role;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The role needed, where it is not the one that follows from the HTTP method: in the organisation of the path, or, where the path has
 * none, in the organisation that runs the server. An annotation on the method goes before the one on its class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresRole {

    /** The least role that will do. */
    Role value();
}
