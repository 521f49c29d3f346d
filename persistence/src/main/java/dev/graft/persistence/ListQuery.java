// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import dev.graft.page.Match;
import dev.graft.page.Page;
import dev.graft.page.PageRequest;
import dev.graft.page.Sort;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A list with filters, in JPQL: one query counts, one brings the page. Entities are called {@code e} and have {@code lastModified},
 * {@code id} and, where lists are sorted by name, {@code name} and {@code version}. Not thread safe.
 */
public final class ListQuery<T> {

    private final Class<T> type;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    public ListQuery(Class<T> type) {
        this.type = type;
    }

    /**
     * Adds a condition.
     *
     * @param condition JPQL with one named parameter or none
     */
    public ListQuery<T> where(String condition, String parameter, Object value) {
        conditions.add(condition);
        parameters.put(parameter, value);
        return this;
    }

    /** Adds a comparison with a field, if there is a filter. */
    public ListQuery<T> matching(String field, Optional<? extends Match<?>> filter) {
        filter.ifPresent(match -> {
            conditions.add("e." + field + (match.negated() ? " <> :" : " = :") + field);
            parameters.put(field, storable(match.value()));
        });
        return this;
    }

    /** A text with a character that no database column holds equals none; PostgreSQL refuses to compare it. */
    private static Object storable(Object value) {
        return value instanceof String text ? text.replace('\0', '\uFFFD') : value;
    }

    /** The entities of a page. */
    public Page<T> page(EntityManager entityManager, PageRequest request) {
        return page(entityManager, request, "e", type);
    }

    /** The ids of a page, for entities that are loaded together with what hangs on them. */
    public Page<UUID> ids(EntityManager entityManager, PageRequest request) {
        return page(entityManager, request, "e.id", UUID.class);
    }

    private <R> Page<R> page(EntityManager entityManager, PageRequest request, String selected, Class<R> result) {
        String from = " from " + type.getSimpleName() + " e"
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
        TypedQuery<Long> count = entityManager.createQuery("select count(e)" + from, Long.class);
        parameters.forEach(count::setParameter);
        long total = count.getSingleResult();
        if (request.skip() >= total || request.size().orElse(1) == 0) {
            return new Page<>(List.of(), total);
        }
        TypedQuery<R> query = entityManager.createQuery("select " + selected + from + order(request.sort()), result);
        parameters.forEach(query::setParameter);
        query.setFirstResult(request.skip());
        request.size().ifPresent(query::setMaxResults);
        return new Page<>(query.getResultList(), total);
    }

    private static String order(Sort sort) {
        String direction = sort.descending() ? " desc" : "";
        String fields = sort.byName()
                ? "e.name" + direction + ", e.version" + direction
                : "e.lastModified" + direction;
        return " order by " + fields + ", e.id" + direction;
    }
}
