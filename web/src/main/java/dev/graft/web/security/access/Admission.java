// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import dev.graft.org.Caller;
import java.util.Optional;

/**
 * As whom a request goes on.
 *
 * @param identity empty where nobody has to be known
 * @param caller the identity in the organisation of the path; empty where the path names none
 */
record Admission(Optional<Identity> identity, Optional<Caller> caller) {

    static final Admission ANONYMOUS = new Admission(Optional.empty(), Optional.empty());
}
