# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# For scripts that use server.sh: the server's database is a PostgreSQL of its own. Needs initdb and postgres (Debian: apt-get install
# postgresql).

bin=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | tail -n 1)
[ -x "$bin/initdb" ] || bin=$(dirname "$(command -v initdb || echo none)")
[ -x "$bin/initdb" ] && [ -x "$bin/psql" ] || { echo 'PostgreSQL (initdb, psql) is missing' >&2; exit 1; }

# PostgreSQL refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

start_postgres() {
    mkdir "$folder/pg"
    [ "$(id -u)" != 0 ] || { chmod 711 "$folder"; chown postgres "$folder/pg"; }
    as_postgres "$bin/initdb" -D "$folder/pg/db" -U graft -A trust > "$folder/pg.log"
    as_postgres "$bin/pg_ctl" -D "$folder/pg/db" -w -o "-p $((port + 1)) -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder/pg" \
        start >> "$folder/pg.log"
    sql 'create database bench' postgres
}

# sql STATEMENT [DATABASE], default bench
sql() { as_postgres "$bin/psql" -qtA -h "$folder/pg" -p $((port + 1)) -U graft -d "${2:-bench}" -c "$1"; }

stop_all() {
    [ -z "$server" ] || kill "$server" 2> /dev/null || true
    as_postgres "$bin/pg_ctl" -D "$folder/pg/db" -m immediate stop >> "$folder/pg.log" 2>&1 || true
    rm -rf "$folder"
}
trap stop_all EXIT

start_postgres
export GRAFT_DATABASE_URL="jdbc:postgresql://127.0.0.1:$((port + 1))/bench" GRAFT_DATABASE_USER=graft GRAFT_RATE_LIMIT_REQUESTS=0
