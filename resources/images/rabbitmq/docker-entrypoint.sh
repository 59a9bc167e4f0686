#!/bin/bash
set -euo pipefail
if [[ "$1" == rabbitmq* ]] && [ "$(id -u)" = 0 ]; then
  if [ "$1" = rabbitmq-server ]; then
    conf=/etc/rabbitmq/conf.d/20-env.conf; : > "$conf"
    for kv in USER:default_user PASS:default_pass VHOST:default_vhost; do
      v="RABBITMQ_DEFAULT_${kv%%:*}"; [ -n "${!v:-}" ] && echo "${kv##*:} = ${!v}" >> "$conf"
      unset "$v"
    done
    chown rabbitmq:rabbitmq "$conf"
    chown -R rabbitmq:rabbitmq /var/lib/rabbitmq
    if [ -n "${RABBITMQ_ERLANG_COOKIE:-}" ]; then
      printf %s "$RABBITMQ_ERLANG_COOKIE" > /var/lib/rabbitmq/.erlang.cookie
      chmod 600 /var/lib/rabbitmq/.erlang.cookie; chown rabbitmq:rabbitmq /var/lib/rabbitmq/.erlang.cookie
    fi
  fi
  exec gosu rabbitmq "$@"
fi
exec "$@"
