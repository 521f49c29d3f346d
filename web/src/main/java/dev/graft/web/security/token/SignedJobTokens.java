// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import dev.graft.job.JobTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Job tokens as JWTs of {@link TokenKind#JOB}, so that any server of the installation can verify them. */
@ApplicationScoped
public class SignedJobTokens implements JobTokens {

    private final TokenIssuer issuer;

    /** For the container's proxy. */
    protected SignedJobTokens() {
        this(null);
    }

    @Inject
    public SignedJobTokens(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public String issue(String org, UUID jobId) {
        return issuer.jobToken(org, jobId).compact();
    }
}
