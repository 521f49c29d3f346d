// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import dev.graft.page.Page;
import dev.graft.page.PageRequest;
import dev.graft.page.Sort;
import dev.graft.web.json.Rendered;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The query parameters of every list, checked by the contract before; for {@code @BeanParam}. */
public class ListParameters {

    private static final String TOTAL = "X-Pagination-Total";

    @QueryParam("skip")
    @DefaultValue("0")
    private int skip;

    @QueryParam("size")
    private Integer size;

    @QueryParam("sort")
    @DefaultValue("date-descending")
    private String sort;

    /** Which part of the list is asked for; all of it, newest first, when nothing is said. */
    public PageRequest page() {
        OptionalInt most = size == null ? OptionalInt.empty() : OptionalInt.of(size);
        return new PageRequest(skip, most, Sort.find(sort).orElse(Sort.DATE_DESCENDING));
    }

    /** One part of a list, to be kept; the header X-Pagination-Total counts the whole. */
    public static KeptAnswer answer(List<?> representations, Page<?> page) {
        return new KeptAnswer(Rendered.of(representations), Optional.empty(), Map.of(TOTAL, Long.toString(page.total())));
    }

    /** The response with one part of a list; the header X-Pagination-Total counts the whole. */
    public static Response response(List<?> representations, Page<?> page) {
        return Response.ok(representations).header(TOTAL, page.total()).build();
    }
}
