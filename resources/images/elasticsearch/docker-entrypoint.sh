#!/bin/sh
set -e
case "${1:-eswrapper}" in
  eswrapper | elasticsearch) shift 2>/dev/null || true ;;
  -*) ;;
  *) exec "$@" ;;
esac
exec elasticsearch "$@"
