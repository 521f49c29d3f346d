// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.error;

/** Graft's own kinds of fault. Numbers are never reused. */
public enum StandardError implements ErrorCode {
    /** A defect of the server. */
    INTERNAL(1, Blame.INTERNAL),
    /** A request that does not fit the contract. */
    INVALID_REQUEST(100, Blame.USER),
    /** Specs that do not fit their schema or the datasets. */
    INVALID_SPECS(101, Blame.USER),
    /** An action that the network or the dataset does not have. */
    ACTION_NOT_ALLOWED(102, Blame.USER),
    /** A parent job whose output the action cannot use. */
    INVALID_PARENT(103, Blame.USER),
    /** A state in which the request makes no sense, such as deleting a running job. */
    ILLEGAL_STATE(104, Blame.USER),
    /** A dataset whose files do not fit its type and format. */
    INVALID_DATASET(105, Blame.USER),
    /** An archive that is broken, too large, or reaches outside itself. */
    INVALID_ARCHIVE(106, Blame.USER),
    /** Nothing of that id is visible to the caller. */
    NOT_FOUND(110, Blame.USER),
    /** No valid token or API key. */
    UNAUTHENTICATED(120, Blame.USER),
    /** The caller's role does not allow it. */
    FORBIDDEN(121, Blame.USER),
    /** Changed by someone else since it was read. */
    CONFLICT(130, Blame.USER),
    /** The If-Match header names another version. */
    PRECONDITION_FAILED(131, Blame.USER),
    /** Too large a body. */
    TOO_LARGE(132, Blame.USER),
    /** A media type that is not taken. */
    UNSUPPORTED_MEDIA_TYPE(133, Blame.USER),
    /** A method that the path does not have. */
    METHOD_NOT_ALLOWED(134, Blame.USER),
    /** No media type that the client accepts. */
    NOT_ACCEPTABLE(135, Blame.USER),
    /** A Range header beyond the end of the file. */
    RANGE_NOT_SATISFIABLE(136, Blame.USER),
    /** An Idempotency-Key that belongs to another request. */
    KEY_REUSED(137, Blame.USER),
    /** A part of an upload whose bytes do not have the checksum that was sent with them. */
    CHECKSUM_MISMATCH(138, Blame.USER),
    /** Too many requests. */
    RATE_LIMITED(140, Blame.USER),
    /** No such GPU or number of GPUs on any executor. */
    NO_SUCH_RESOURCES(200, Blame.RESOURCES),
    /** The disk is full. */
    DISK_FULL(201, Blame.RESOURCES),
    /** The worker ran out of memory. */
    OUT_OF_MEMORY(202, Blame.RESOURCES),
    /** A quota of the organisation is used up. */
    QUOTA_EXCEEDED(203, Blame.RESOURCES),
    /** The database cannot be reached. */
    DATABASE_UNAVAILABLE(210, Blame.EXTERNAL),
    /** A program that the action needs is not installed. */
    PROGRAM_MISSING(300, Blame.EXTERNAL),
    /** A remote storage, registry or cluster refused or failed. */
    REMOTE_FAILED(301, Blame.EXTERNAL),
    /** The worker process died without a word. */
    WORKER_CRASHED(302, Blame.INTERNAL);

    private final int number;
    private final Blame blame;

    StandardError(int number, Blame blame) {
        this.number = number;
        this.blame = blame;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
