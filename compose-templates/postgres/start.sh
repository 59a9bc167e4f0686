set -eu
umask 077
# initdb and the clients look their user up; under a number without a name a wrapper library answers.
if ! id -un >/dev/null 2>&1; then
  echo "postgres:x:$(id -u):$(id -g)::/tmp:/bin/sh" > /tmp/passwd
  echo "postgres:x:$(id -g):" > /tmp/group
  for library in /usr/lib/libnss_wrapper.so /usr/lib/*/libnss_wrapper.so; do
    if [ -e "$library" ]; then
      export LD_PRELOAD="$library" NSS_WRAPPER_PASSWD=/tmp/passwd NSS_WRAPPER_GROUP=/tmp/group
    fi
  done
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # In a folder beside it, renamed when it is whole: a kill half way leaves no half cluster.
  rm -rf "$PGDATA.new"
  initdb -D "$PGDATA.new" --username=app --pwfile=/run/secrets/pg-password --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-instructions
  echo "create database app owner app;" | postgres --single -D "$PGDATA.new" -c config_file="$PGDATA.new/postgresql.conf" postgres >/dev/null
  mv "$PGDATA.new" "$PGDATA"
fi
written=$(cat "$PGDATA/PG_VERSION")
server=$(postgres --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
if [ "$written" != "$server" ]; then
  echo "The data in this volume was written by PostgreSQL $written, and this is $server: write version: \"$written\", or dump and restore." >&2
  exit 1
fi
unset LD_PRELOAD NSS_WRAPPER_PASSWD NSS_WRAPPER_GROUP
exec postgres -D "$PGDATA" -c config_file=/config/postgresql.conf
