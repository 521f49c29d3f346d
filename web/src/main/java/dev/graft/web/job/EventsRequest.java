// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/**
 * A request for events.
 *
 * @param lastEventId the id of the last event that the client has seen, null if it has seen none
 * @param isHead whether only the headers are wanted
 * @param sink where the events go
 * @param sse makes them
 */
record EventsRequest(String lastEventId, boolean isHead, SseEventSink sink, Sse sse) {

    static EventsRequest of(String lastEventId, Request request, SseEventSink sink, Sse sse) {
        return new EventsRequest(lastEventId, request.getMethod().equals(HttpMethod.HEAD), sink, sse);
    }
}
