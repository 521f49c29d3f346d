// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import java.util.Locale;

/** The words for a request that was refused before it reached a service. */
final class RefusalText {

    private RefusalText() {}

    /** One sentence for the client; the path is repeated as it was sent, cut to a length that leaves room. */
    static String of(int status, String method, String path) {
        String where = path.length() > 200 ? path.substring(0, 200) + "…" : path;
        return switch (status) {
            case 401 -> "log in first: send 'Authorization: Bearer <token>' or 'X-API-Key: <key>'";
            case 403 -> "your role does not allow " + method + " " + where;
            case 404 -> "there is nothing at " + where + "; /openapi lists the operations";
            case 405 -> method + " is not possible at " + where + "; the header Allow lists what is";
            case 406 -> "the response to " + method + " " + where + " has no media type that the header Accept allows";
            case 413 -> "the body is too large";
            case 414 -> "the address of the request is too long";
            case 415 -> "the media type of the body is not taken at " + where;
            case 431 -> "the headers of the request are too large";
            default -> String.format(Locale.ROOT, "the request %s %s cannot be understood (HTTP status %d)", method, where, status);
        };
    }
}
