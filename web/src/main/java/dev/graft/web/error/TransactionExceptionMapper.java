// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import jakarta.annotation.Priority;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.Providers;

/**
 * A transaction that could not be committed, mostly since another one was faster: answered as any exception. It has a mapper of its own
 * because Jersey brings one, which would answer 500 without a word.
 */
@Provider
@Priority(1)
public class TransactionExceptionMapper implements ExceptionMapper<TransactionalException> {

    @Context
    Providers providers;

    @Override
    public Response toResponse(TransactionalException thrown) {
        return providers.getExceptionMapper(Throwable.class).toResponse(thrown);
    }
}
