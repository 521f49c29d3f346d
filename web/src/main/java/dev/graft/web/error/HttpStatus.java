// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import dev.graft.spi.error.Blame;
import dev.graft.spi.error.ErrorCode;
import dev.graft.spi.error.StandardError;
import java.util.Map;

/** The HTTP status of a kind of fault: the one listed for it, else the usual one for who has to act. */
public final class HttpStatus {

    private static final Map<Integer, Integer> BY_NUMBER = Map.ofEntries(
            entry(StandardError.NOT_FOUND, 404),
            entry(StandardError.UNAUTHENTICATED, 401),
            entry(StandardError.FORBIDDEN, 403),
            entry(StandardError.METHOD_NOT_ALLOWED, 405),
            entry(StandardError.NOT_ACCEPTABLE, 406),
            entry(StandardError.CONFLICT, 409),
            entry(StandardError.PRECONDITION_FAILED, 412),
            entry(StandardError.TOO_LARGE, 413),
            entry(StandardError.UNSUPPORTED_MEDIA_TYPE, 415),
            entry(StandardError.RANGE_NOT_SATISFIABLE, 416),
            entry(StandardError.KEY_REUSED, 422),
            entry(StandardError.CHECKSUM_MISMATCH, 460),
            entry(StandardError.RATE_LIMITED, 429),
            entry(StandardError.NO_SUCH_RESOURCES, 400),
            entry(StandardError.QUOTA_EXCEEDED, 403),
            entry(StandardError.DISK_FULL, 507),
            entry(StandardError.DATABASE_UNAVAILABLE, 503));

    private static final Map<Blame, Integer> BY_BLAME =
            Map.of(Blame.USER, 400, Blame.INTERNAL, 500, Blame.EXTERNAL, 502, Blame.RESOURCES, 503);

    private HttpStatus() {}

    /** The status, 400 to 599. */
    public static int of(ErrorCode code) {
        return BY_NUMBER.getOrDefault(code.number(), BY_BLAME.get(code.blame()));
    }

    /** The kind of fault that a bare HTTP status stands for, for faults that were not thrown by Graft. */
    static StandardError meaning(int status) {
        return switch (status) {
            case 401 -> StandardError.UNAUTHENTICATED;
            case 403 -> StandardError.FORBIDDEN;
            case 404 -> StandardError.NOT_FOUND;
            case 405 -> StandardError.METHOD_NOT_ALLOWED;
            case 406 -> StandardError.NOT_ACCEPTABLE;
            case 409 -> StandardError.CONFLICT;
            case 412 -> StandardError.PRECONDITION_FAILED;
            case 413 -> StandardError.TOO_LARGE;
            case 415 -> StandardError.UNSUPPORTED_MEDIA_TYPE;
            case 416 -> StandardError.RANGE_NOT_SATISFIABLE;
            case 429 -> StandardError.RATE_LIMITED;
            default -> status >= 500 ? StandardError.INTERNAL : StandardError.INVALID_REQUEST;
        };
    }

    private static Map.Entry<Integer, Integer> entry(ErrorCode code, int status) {
        return Map.entry(code.number(), status);
    }
}
