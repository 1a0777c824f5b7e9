#!/usr/bin/env bash
# Start a throw-away Postgres on loopback and print its SQLAlchemy URL:
#   export IONWORKS_TEST_POSTGRES_URL="$(.ci/postgres.sh)"
# Installs Debian's package when there is none (needs root). Stop it with: .ci/postgres.sh stop
set -euo pipefail
folder="${POSTGRES_FOLDER:-${TMPDIR:-/tmp}/ionworks-postgres}"
port="${POSTGRES_PORT:-55432}"

find_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

if [ -z "$(find_bin)" ]; then
	{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql; } >&2
fi
bin="$(find_bin)"
# initdb refuses to work for root
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

if [ "${1:-start}" = stop ]; then
	as_owner "$bin/pg_ctl" --pgdata="$folder/data" --mode=immediate stop >&2 || true
	rm -rf "$folder"
	exit 0
fi
if [ ! -s "$folder/data/PG_VERSION" ]; then
	mkdir -p "$folder"
	if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
	as_owner "$bin/initdb" --pgdata="$folder/data" --username=ionworks --auth=trust --encoding=UTF8 --no-sync >&2
fi
if ! as_owner "$bin/pg_ctl" --pgdata="$folder/data" status >/dev/null 2>&1; then
	# no fsync: this server is thrown away
	as_owner "$bin/pg_ctl" --pgdata="$folder/data" --log="$folder/log" --wait \
		--options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c fsync=off -c max_connections=100" start >&2
fi
as_owner "$bin/createdb" --host=127.0.0.1 --port="$port" --username=ionworks ionworks_test >&2 || true
echo "postgresql+psycopg://ionworks@127.0.0.1:$port/ionworks_test"
